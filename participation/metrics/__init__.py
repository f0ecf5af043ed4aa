"""Figures with their numerator, denominator and definition."""
