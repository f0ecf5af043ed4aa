"""Children, staff accounts, roles and signing in."""
