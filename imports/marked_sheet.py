"""The name that says which sheet of a workbook is ours, so that reading leaves it aside. Needs no library."""

from collections.abc import Mapping

TITLE = "À corriger"
MARKER = "ODD17_a_corriger"


def marked_title(names: Mapping[str, str]) -> str | None:
    """The title the sheet has now, renamed or not; None when there is no such sheet, or not any more."""
    title, mark, _ = names.get(MARKER, "").rpartition("!")
    if not mark or title.startswith("#"):
        return None
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
