"""A review, who is asked about it, and when it is due."""
