"""One search over every record."""
