"""One file that holds the whole database, and the way back."""

from app.backup.restoring import restore
from app.backup.saving import save

__all__ = ["restore", "save"]
