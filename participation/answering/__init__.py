"""The public side: start, home, questions, check, done, help and leave."""
