"""What is seen of this installation from outside: counts and ages, never whose."""
