"""Complaints: who complains decides whether it goes on, managers alone read it, and the law's days are counted."""
