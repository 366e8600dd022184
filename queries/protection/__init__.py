"""What an answer is made of and may say: rows of a cube, hidden cells, and the numbers that a public audience sees."""
