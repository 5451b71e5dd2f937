"""What the page changes once an answer is kept: as the route draws it, from the same template."""

from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace

from app.assessments.cells import Stored
from app.respondents.quick.outline import Counted, Outline, cell_of
from app.respondents.quick.sent import Sent
from app.respondents.quick.statement import Kept
from app.web.templating import render_block

TEMPLATE = "respondents/saved.html"
NONCE = "nonce-of-this-answer"


def fragment(nonce: str, sent: Sent, counts: Counted, version: int, now: datetime) -> str:
    cell = cell_of(sent.cell.reading, sent.cell.question_code, Stored(sent.cell.content, version))
    outcome = SimpleNamespace(cells={}, priorities={})
    values = {"nonce": nonce, "place": counts, "saved_at": now, "cells": [cell], "criteria": [], "outcome": outcome}
    return _counts(counts).replace(NONCE, nonce) + render_block(TEMPLATE, "lines", values)


@lru_cache(maxsize=4096)
def _counts(counts: Counted) -> str:
    """Partners go through the same counts, one answer after the other."""
    return render_block(TEMPLATE, "counts", {"nonce": NONCE, "place": counts})


def counted(outline: Outline, sent: Sent, kept: Kept) -> Counted:
    name = f"{sent.cell.reading}-{sent.cell.question_code}"
    others = set(kept.answered) - {name}
    return outline.counted(others if sent.cell.content.value is None else others | {name}, kept.out)
