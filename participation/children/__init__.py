"""The child whose life is reviewed."""
