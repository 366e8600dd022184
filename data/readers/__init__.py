"""Readers: one per upstream layout, from files to canonical rows.

A reader module has `NAME`, `TABLE`, `SOURCE` (a code of `data.reference.sources`), `sniff(sample)`, `tidy(raw, origin)` and
`used(headers)`. `tidy` is pure.
"""
