"""Saved views of the portfolio, their columns, and changes made to several projects at once."""
