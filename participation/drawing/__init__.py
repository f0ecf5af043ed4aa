"""Pictures made from constants: the square of a letter, heads for whoever has no photograph."""
