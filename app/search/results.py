"""What the page and the panel show for what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.search.hits import Hit, Telling, tell
from app.search.queries import Group, Kind, Reader, counts, groups, kinds_for, one_kind
from app.search.queries.names import known_names
from app.search.spelling import corrected
from app.search.words import Asked

IN_PANEL = 8
OF_EACH = 5


@dataclass(frozen=True)
class Shown:
    """Some records of a kind, of `total`."""

    kind: Kind
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Results:
    """`suggestion`: other words, that do find something, when these find nothing."""

    shown: tuple[Shown, ...]
    counts: Mapping[str, int]
    suggestion: str = ""
    previous: str = ""
    next: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def overview(session: Session, asked: Asked, reader: Reader, size: int = OF_EACH) -> Results:
    """The first records of each kind."""
    found = groups(session, asked, reader, size)
    telling = _telling(session, asked, reader, chain.from_iterable(group.facts for group in found))
    shown = tuple(Shown(group.kind, group.total, tell(telling, group.kind.code, group.facts)) for group in found)
    totals = {group.kind.code: group.total for group in found}
    return Results(shown, totals, "" if found else _suggestion(session, asked, reader))


def best(session: Session, asked: Asked, reader: Reader) -> Results:
    """The eight best, in groups: the first of each kind, then the second of each…"""
    found = overview(session, asked, reader, IN_PANEL)
    rounds = zip_longest(*([(place, hit) for hit in one.hits] for place, one in enumerate(found.shown)))
    kept = [pair for pair in chain.from_iterable(rounds) if pair][:IN_PANEL]
    counted = [sum(1 for place, _ in kept if place == number) for number in range(len(found.shown))]
    pairs = zip(found.shown, counted, strict=True)
    return replace(found, shown=tuple(replace(one, hits=one.hits[:count]) for one, count in pairs if count))


def of_kind(session: Session, kind: Kind, asked: Asked, reader: Reader, *, after: str, before: str) -> Results:
    """One page of one kind, beside the counts of all."""
    totals = counts(session, asked, reader)
    if not totals:
        return Results((), totals, _suggestion(session, asked, reader))
    page = one_kind(session, kind, asked, reader, after=after, before=before)
    hits = tell(_telling(session, asked, reader, page.ids), kind.code, page.ids)
    shown = (Shown(kind, totals.get(kind.code, 0), hits),) if hits else ()
    return Results(shown, totals, previous=page.previous, next=page.next)


def kind_named(code: str, reader: Reader) -> Kind | None:
    return next((kind for kind in kinds_for(reader) if kind.code == code), None)


def _telling(session: Session, asked: Asked, reader: Reader, facts: Iterable[Mapping[str, Any]]) -> Telling:
    references = {one["grid"] for one in facts if "grid" in one}
    return Telling(asked, reader, grids_of(session, references))


def _suggestion(session: Session, asked: Asked, reader: Reader) -> str:
    proposed = corrected(asked, known_names(session))
    return proposed if proposed and counts(session, Asked.of(proposed), reader) else ""


__all__ = ["Group", "Results", "Shown", "best", "kind_named", "of_kind", "overview"]
