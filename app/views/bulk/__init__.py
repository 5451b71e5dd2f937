"""Changes made to several projects at once: chosen, shown, applied together, undone."""
