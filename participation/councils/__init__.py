"""Many councils on one PostgreSQL: a file of settings for each, and every command run for one of them at a time."""
