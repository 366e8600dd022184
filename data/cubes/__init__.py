"""Facts to cubes: small tables at published grains, the only thing a page may read."""
