"""Every screen of the public side in one language, with invented people: for whoever checks the language."""
