"""Questions of the section Trust."""
