"""What was due when, as a table beside the reviews of a year."""
