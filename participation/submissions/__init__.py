"""Drafts, submissions and who read them."""
