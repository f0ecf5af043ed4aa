"""Figures as views on PostgreSQL."""
