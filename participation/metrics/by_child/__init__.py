"""Figures of children, not of reviews: whoever was heard at every one of theirs."""
