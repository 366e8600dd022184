"""From facts to cubes: the college, the market, inquiries and tables about people."""
