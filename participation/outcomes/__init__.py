"""How the child took part, and what came of what they said."""
