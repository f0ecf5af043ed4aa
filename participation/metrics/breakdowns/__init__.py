"""Figures of a year for each part of the children: by age, sex, ethnicity and what else the council knows.

Inside the service only: of so many tables beside each other nobody has yet shown that no child can be worked out.
"""
