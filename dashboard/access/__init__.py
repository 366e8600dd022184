"""Who may come in, see what and do what: the guard before every route, sign-in, roles, and the log of what was done."""
