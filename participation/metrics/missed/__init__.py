"""Children of whom nothing was conveyed at review after review: who they are, for those who may see it."""
