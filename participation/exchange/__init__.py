"""Returns and lists that come in and go out."""
