"""Evidence for inspectors: what some children were asked in a year, how they took part, what came of it; no names."""
