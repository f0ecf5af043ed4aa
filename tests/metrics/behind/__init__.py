"""The lists behind figures."""
