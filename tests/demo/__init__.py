"""The invented service: believable, whole, and marked as invented."""
