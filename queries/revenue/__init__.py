"""Questions of the section Revenue."""
