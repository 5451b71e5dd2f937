"""What the fund knows of persons: why, how long, where, and how it is forgotten."""
