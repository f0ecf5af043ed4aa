"""The figures as views in a schema of their own, on PostgreSQL, for a role that may read these and nothing else."""
