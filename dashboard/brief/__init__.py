"""Briefs: claims from the pages, built anew from their questions and printed as HTML, PDF or slides.

A claim holds how it is asked, never a number. `dashboard.offered.recipe` writes that down, `claim` asks it for a scope, `document` puts
claims together, and `html`, `pdf` and `slides` print the same document. Nothing here is imported before a reader asks
for a brief.
"""
