"""What children and adults say about the officer of a review: managers read it, the officer knows bands of it."""
