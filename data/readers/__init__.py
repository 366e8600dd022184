"""Readers: one per upstream layout, from files to canonical rows.

A reader module has `NAME`, `TABLE`, `SOURCE` (a code of `data.reference.sources`), `sniff(sample)`, `used(headers)` and
`tidy(raw)`, or `tidy(raw, origin)` where the rows do not state their year or day. `tidy` is pure.
"""
