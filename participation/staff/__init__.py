"""Staff accounts, roles, signing in, and the way about the staff side."""
