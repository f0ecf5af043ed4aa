"""Whose reviews somebody may open, and why: their own, those of whom they stand in for, or with a reason."""
