"""Drawings that leave the site: one file each, its colours inside."""
