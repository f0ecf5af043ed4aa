"""The public side: start, home, questions, check, done; the lock and what is behind it; help, contact and leave."""
