"""How much is ready for each standard, and what the rest lacks, record by record: two queries, whatever the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.exchanges.opendata.conditions import BY_SLUG, GIVING, REASONS, SCDL, Reason, is_blocked
from app.exchanges.opendata.scope import lines
from app.exchanges.reports.choice import ReportChoice

SHOWN = 12


@dataclass(frozen=True)
class Counts:
    """Investments: `kept` are to be published; the others are not decided yet, or abandoned before any payment."""

    kept: int
    scdl_ready: int
    giving_ready: int
    undecided: int
    dropped: int

    def ready(self, standard: str) -> int:
        return self.scdl_ready if standard == SCDL else self.giving_ready

    def left_out(self, standard: str) -> int:
        return self.kept - self.ready(standard)


@dataclass(frozen=True)
class Record:
    """Something to complete, and where."""

    label: str
    address: str


@dataclass(frozen=True)
class Group:
    """One reason, how many records it concerns, the first of them."""

    reason: Reason
    count: int
    records: Sequence[Record]

    @property
    def words(self) -> str:
        return self.reason.words(self.count)

    @property
    def more(self) -> int:
        return self.count - len(self.records)


def counts(session: Session, choice: ReportChoice) -> Counts:
    line = lines(choice)
    kept = line.c.scope == "kept"
    found = select(
        func.count().filter(kept),
        func.count().filter(kept, ~is_blocked(line, SCDL)),
        func.count().filter(kept, ~is_blocked(line, GIVING)),
        func.count().filter(line.c.scope == "undecided"),
        func.count().filter(line.c.scope == "dropped"),
    )
    return Counts(*session.execute(found).one())


def groups(session: Session, choice: ReportChoice, shown: int = SHOWN) -> list[Group]:
    """In the order of `REASONS`, those that concern nobody left out."""
    hits = _hits(lines(choice))
    ranked = select(
        hits,
        func.count().over(partition_by=hits.c.slug).label("total"),
        func.row_number().over(partition_by=hits.c.slug, order_by=(hits.c.label, hits.c.key)).label("place"),
    ).subquery()
    rows = session.execute(select(ranked).where(ranked.c.place <= shown).order_by(ranked.c.place)).all()
    found = {reason.slug: [row for row in rows if row.slug == reason.slug] for reason in REASONS}
    return [
        Group(BY_SLUG[slug], own[0].total, [Record(row.label, _address(row)) for row in own])
        for slug, own in found.items()
        if own
    ]


def _hits(line: CTE) -> Any:
    """One line a reason and a record; an investment counts for itself, a beneficiary once whatever its projects."""
    return union_all(*(_of_reason(line, reason) for reason in REASONS)).subquery("hits")


def _of_reason(line: CTE, reason: Reason) -> Select[Any]:
    project = line.c.code + " " + line.c.title
    key = {"project": line.c.project_id, "money": line.c.id, "bearer": line.c.bearer_id}[reason.about]
    label = line.c.bearer if reason.about == "bearer" else project
    place = {"bearer": cast(line.c.bearer_id, String)}.get(reason.about, line.c.code)
    return (
        select(literal(reason.slug).label("slug"), key.label("key"), label.label("label"), place.label("place_of"))
        .where(line.c.scope == "kept", reason.condition(line.c))
        .distinct()
    )


def _address(row: Any) -> str:
    return {
        "bearer": f"/partenaires/{row.place_of}",
        "money": f"/projets/{row.place_of}/investissements",
        "project": f"/projets/{row.place_of}",
    }[BY_SLUG[row.slug].about]
