"""Figures of a year that stay inside the service: of these nobody has yet shown that no child can be worked out."""
