"""What is due after a review: decisions, the letter, and that everybody has been sent the record."""
