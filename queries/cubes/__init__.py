"""How each cube is read."""
