"""The link and the typed code of a letter: how somebody is asked, and how they come in."""
