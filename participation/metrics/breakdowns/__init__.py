"""Figures of a year for each part of the children: by age, sex, ethnicity and what else the council knows.

Whole, and for managers. What of it may be published is counted and hidden in `metrics/publication/`.
"""
