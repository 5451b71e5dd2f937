"""Text that goes through a workbook and comes back the same."""

import re

NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def kept(text: str) -> str:
    """The text without what XML cannot hold; one kind of line break; no space around."""
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
