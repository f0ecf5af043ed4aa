"""Many councils on one server."""
