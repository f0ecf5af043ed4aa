"""Children go from one council to another, and come back."""
