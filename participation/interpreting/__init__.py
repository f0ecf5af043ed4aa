"""Words in another language: a link that shows them to an interpreter once, and the English that comes back."""
