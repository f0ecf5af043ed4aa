"""Requests for an advocate and what became of them."""
