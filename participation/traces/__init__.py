"""What stays of what was deleted: that it was sent, read and answered, and when. The figures stand on it."""
