"""Capitalisation: the closing of a finished project with its pillars, and the case it agrees to tell."""
