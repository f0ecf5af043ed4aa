"""Figures for which each review of a year is looked up once."""
