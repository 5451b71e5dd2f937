"""The journal taken away as a file."""
