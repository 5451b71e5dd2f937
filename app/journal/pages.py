"""The page of a history: its acts told in sentences, and what narrows them."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request

from app.journal.filters import Asked, asked_of
from app.journal.history import MOST_LINES, PAGE_SIZE, acts_page, choices
from app.journal.nouns import THROUGH
from app.journal.queries import Wanted
from app.journal.sentences import Said, is_long, pieces, said
from app.journal.sources import Source, sources
from app.journal.telling import Line, told

WHOLE = 6000
FILTERS = (("personne", "Personne", "Toutes"), ("objet", "Objet", "Tous"), ("champ", "Champ", "Tous"))


@dataclass(frozen=True)
class Entry:
    """One act. ``more``: how many of its lines are not shown."""

    head: Line
    said: list[Said]
    more: int
    through: str
    source: Source | None


def history_values(request: Request, session: Session, wanted: Wanted) -> dict[str, Any]:
    query, here = request.query_params, request.url.path
    asked = asked_of(query)
    narrow = {name: getattr(asked.wanted, name) for name in ("user_id", "table", "column", "since", "until")}
    acts = acts_page(session, replace(wanted, **narrow), after=query.get("apres", ""), before=query.get("avant", ""))
    told_lines = told(session, acts.lines, tidy=True, most=WHOLE)
    shown = {line.act for line in told_lines}
    entries = _entries(told_lines, acts.counts, sources(session, acts.lines))
    proposed = choices(session, wanted)
    return {
        "entries": entries,
        "shown": len(shown),
        "page_size": PAGE_SIZE,
        "asked": asked,
        "filters_here": FILTERS,
        "choices": proposed,
        "filtered": bool(asked.used),
        "active": _active(asked, proposed, here),
        "here": here,
        "is_long": is_long,
        "pieces": pieces,
        "previous": asked.address(here, avant=acts.page.previous) if acts.page.previous else "",
        "next": asked.address(here, apres=acts.page.next) if acts.page.next else "",
    }


def _entries(lines: list[Line], counts: dict[int, int], found: dict[int, Source]) -> list[Entry]:
    groups = [(act, list(group)) for act, group in groupby(lines, key=lambda line: line.act)]
    return [
        Entry(
            group[0],
            [said(line) for line in group],
            max(0, counts[act] - MOST_LINES),
            THROUGH.get(group[0].origin, ""),
            found.get(act),
        )
        for act, group in groups
    ]


def _active(asked: Asked, proposed: dict[str, list[tuple[str, str]]], here: str) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    named = {"du": "du {}", "au": "au {}"}
    return [
        (named.get(name, "{}").format(dict(proposed.get(name, ())).get(value, value)), asked.without(name, here))
        for name, value in asked.used.items()
    ]
