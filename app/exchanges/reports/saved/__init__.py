"""Exports kept under a name: issued again on a schedule, and mailed to those they are for."""
