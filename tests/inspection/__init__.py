"""Evidence for inspectors."""
