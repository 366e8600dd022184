"""What it means: metrics, scope and named questions over published cubes. No screen, no files."""
