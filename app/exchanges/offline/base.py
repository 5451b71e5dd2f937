"""What a workbook left with, kept to tell what changed meanwhile: in the file, or on the web."""

from collections.abc import Mapping
from typing import Any

from app.assessments.cells import BLANK, Cells, Content
from evaluation.answers import USUAL_PRIORITY
from imports.offline.texts import kept


def as_returned(content: Content) -> Content:
    """The content as a workbook gives it back, untouched."""
    return Content(content.value, content.evidence, kept(content.comment))


def seen_of(cells: Cells, priorities: Mapping[str, int], quotes: bool, profile: str) -> dict[str, Any]:
    """By cell, the version and a digest of what it held; nothing for a cell never answered."""
    held = {f"{reading}-{code}": f"{s.version}.{as_returned(s.content).digest}" for (reading, code), s in cells.items()}
    return {"cells": held, "priorities": dict(priorities), "quotes": quotes, "profile": profile}


def digest_seen(seen: Mapping[str, Any], name: str) -> str:
    return str(seen["cells"].get(name, BLANK.seen)).partition(".")[2]


def usual(priority: int | None) -> int:
    """A priority never given is the usual one."""
    return USUAL_PRIORITY if priority is None else priority
