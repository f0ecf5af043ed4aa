"""Keeping and forgetting: what is deleted when, by whom it is watched, and what is held back."""
