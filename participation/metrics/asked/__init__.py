"""Figures of letters: to whom, what came back, when, and whether it was read before the meeting."""
