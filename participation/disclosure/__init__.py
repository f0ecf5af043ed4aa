"""What is handed out: one submission for the case record, and all that is held about one child."""
