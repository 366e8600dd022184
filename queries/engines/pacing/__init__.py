"""Pacing: where open sections will end, from the curves of comparable sections that have finished."""
