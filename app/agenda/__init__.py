"""Milestones on a calendar, notices and feeds."""
