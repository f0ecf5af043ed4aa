"""What others said for a child, and whether that is what the child meant."""
