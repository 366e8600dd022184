"""Questions of the section Outcomes."""
