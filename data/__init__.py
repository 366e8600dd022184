"""What is true: contracts, readers, versions and cubes. Knows no question and no screen."""
