"""A child asks to be contacted: the request, its steps until somebody has talked to them, and its pages."""
