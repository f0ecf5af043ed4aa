"""What an operator runs at a terminal: serve, worker, checks, backup, restore, rotation, handing over."""
