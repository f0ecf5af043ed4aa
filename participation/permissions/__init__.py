"""Reading beyond one's own list: cover for a colleague who is away, and a reason for anything else."""
