"""What an officer challenges: what was not agreed or not done, is missing, drifts; and good practice."""
