"""Questions of the section Enrollment."""
