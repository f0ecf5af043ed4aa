"""The languages that children are spoken to in: which there are, what is written in each, and who has checked it."""
