"""Workbooks that leave: sheets described by column tables, written with their computed values."""
