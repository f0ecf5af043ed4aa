"""Who read what, for managers; and whether anybody touched the record of it."""
