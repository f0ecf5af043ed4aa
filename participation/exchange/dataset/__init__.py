"""The Standard Safeguarding Dataset: tables that a council's case system fills, taken in without mapping a column."""
