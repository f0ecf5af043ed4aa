"""What anyone may see of the figures: small numbers hidden, and written out as text, CSV and JSON."""
