"""Questions of the section Strategy."""
