"""Who did what to which row: append-only, chained, and never a word of a child."""
