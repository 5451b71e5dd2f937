"""Organisations that meet in several projects."""
