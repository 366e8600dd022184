"""Immutable, hashed versions: the only code that knows paths."""
