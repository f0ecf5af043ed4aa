"""Who works here: managers open accounts, change them, close them, and say whose the reviews are then."""
