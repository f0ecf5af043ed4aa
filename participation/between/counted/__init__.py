"""What officers did between meetings, counted for the figures."""
