"""What support prints and posts: invitations, letters, and files for mail merge."""
