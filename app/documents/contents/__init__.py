"""What a received file really is: its name and its content must agree, and nothing in it may run by itself."""

from app.documents.contents.checking import Checked, Rejected, check
from app.documents.contents.kinds import ACCEPTED, KINDS, FileKind
from app.documents.contents.names import disposition, safe_name

__all__ = ["ACCEPTED", "KINDS", "Checked", "FileKind", "Rejected", "check", "disposition", "safe_name"]
