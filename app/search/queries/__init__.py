"""What is found, of every kind: one statement for all, one for a page of a single kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, text, union_all
from sqlalchemy.orm import Session

from app.keyset import Page, read_page
from app.search.queries import files, money, people, portfolio
from app.search.queries.base import Kind, Reader
from app.search.queries.verbatims import verbatims
from app.search.words import Asked

__all__ = ["KINDS", "Group", "Kind", "Reader", "counts", "first_of", "groups", "kinds_for", "one_kind"]

PAGE_SIZE = 25
# A word that nearly every record has would otherwise make the planner read and cut each text again. An older server
# counts what it is refused as immensely dear, and would compile or share out the work for it: neither.
BY_INDEX = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)
KINDS = (
    Kind("projets", "Projet", "Projets", portfolio.projects),
    Kind("organisations", "Organisation", "Organisations", people.organisations),
    Kind("personnes", "Personne", "Personnes", people.people),
    Kind("lieux", "Lieu", "Lieux", portfolio.places),
    Kind("documents", "Document", "Documents", files.documents),
    Kind("jalons", "Jalon", "Jalons", portfolio.milestones),
    Kind("indicateurs", "Indicateur", "Indicateurs", portfolio.indicators),
    Kind("investissements", "Investissement", "Investissements", money.investments),
    Kind("tranches", "Tranche", "Tranches", money.instalments),
    Kind("programmes", "Programme", "Programmes", portfolio.programmes),
    Kind("commentaires", "Commentaire", "Commentaires des grilles", verbatims),
    Kind("imports", "Import", "Imports", files.imports, lambda reader: reader.edits),
    Kind("exports", "Export", "Exports", files.exports, lambda reader: reader.exports),
)


@dataclass(frozen=True)
class Group:
    """The first records of a kind, of `total`."""

    kind: Kind
    total: int
    facts: tuple[Mapping[str, Any], ...]
    is_exact: bool


def kinds_for(reader: Reader) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind.may(reader))


def groups(session: Session, asked: Asked, reader: Reader, size: int) -> list[Group]:
    """At most `size` records of each kind, in one statement; those that bear the very code typed come first."""
    session.execute(BY_INDEX)
    rows = session.execute(union_all(*(first_of(kind, asked, reader, size) for kind in kinds_for(reader)))).all()
    found = [_group(kind, [row for row in rows if row.kind == kind.code]) for kind in kinds_for(reader)]
    return sorted((group for group in found if group.facts), key=lambda group: not group.is_exact)


def counts(session: Session, asked: Asked, reader: Reader) -> dict[str, int]:
    """How many of each kind; absent when there is none."""
    return {group.kind.code: group.total for group in groups(session, asked, reader, 1)}


def one_kind(session: Session, kind: Kind, asked: Asked, reader: Reader, *, after: str, before: str) -> Page:
    """One page of one kind, after `counts`; the `ids` of the page are the facts of each record."""
    found = kind.found(asked, reader).subquery()
    keys = [found.c.rank, found.c.sort, found.c.key]
    return read_page(session, select(found.c.facts), keys, after=after, before=before, size=PAGE_SIZE)


def first_of(kind: Kind, asked: Asked, reader: Reader, size: int) -> Any:
    every = kind.found(asked, reader)
    found, total = every.subquery(), select(func.count()).select_from(every.subquery()).scalar_subquery()
    kept = select(literal(kind.code).label("kind"), found, total.label("total"))
    return select(kept.order_by(found.c.rank, found.c.sort, found.c.key).limit(size).subquery())


def _group(kind: Kind, rows: Sequence[Any]) -> Group:
    rows = sorted(rows, key=lambda row: (row.rank, row.sort, row.key))
    return Group(
        kind,
        rows[0].total if rows else 0,
        tuple(row.facts for row in rows),
        bool(rows) and rows[0].rank == 0,
    )
