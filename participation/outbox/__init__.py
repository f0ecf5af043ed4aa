"""Alerts as rows of the same transaction, sent later."""
