"""Drafts, submissions and who read them; what is unread, was withdrawn, or stays of what was deleted."""
