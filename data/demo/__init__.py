"""The demo college: a fictional two-year college, generated from a seed, in any size."""

from data.demo.clock import AS_OF
from data.demo.college import generate

__all__ = ["AS_OF", "generate"]
