"""The vocabulary of every question: metric, dimension, unit, scope."""
