"""Who may enter and what each person may do: the guard of every route, sign-in, roles, and the log of changes."""
