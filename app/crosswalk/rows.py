"""The sheet « Lecture » of a workbook, and the notes that must stand with it, as plain values."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.crosswalk.portfolio import PortfolioReading, ProjectReading
from app.crosswalk.queries import Version
from app.crosswalk.reading import ItemReading
from app.wording import typeset

Value = str | int | float | None
NEVER_A_RANKING = (
    "C’est une lecture des mêmes réponses, pas une mesure de plus\u00a0: ni note d’ensemble, ni classement."
)


class Column(NamedTuple):
    """`kind`: text, date, score (of 100, one decimal shown), share or count."""

    header: str
    kind: str
    value: Callable[[ProjectReading, ItemReading], object]


COLUMNS = (
    Column("Projet", "text", lambda project, _: project.code),
    Column("Titre", "text", lambda project, _: project.title),
    Column("Moment", "text", lambda project, _: project.moment.label),
    Column("Date", "date", lambda project, _: project.held_on),
    Column("Lecture", "text", lambda project, _: project.reading.label),
    Column("Élément", "text", lambda _, own: typeset(own.item.label)),
    Column("Sur 100", "score", lambda _, own: own.score),
    Column("État", "text", lambda _, own: own.state.label),
    Column("Maturité", "text", lambda _, own: own.maturity.label if own.maturity else None),
    Column("Couverture", "share", lambda _, own: own.coverage),
    Column("Répondants", "count", lambda _, own: own.respondents if own.questions else None),
    Column("Questions lues", "text", lambda _, own: ", ".join(own.questions)),
    Column("Questions laissées de côté", "text", lambda _, own: ", ".join((*own.not_asked, *own.apart))),
    Column("Ce qui est laissé de côté", "text", lambda _, own: typeset(own.item.leaves_out)),
)


def rows_of(portfolio: PortfolioReading) -> Iterator[tuple[object, ...]]:
    """One row per project and item, in the order of `COLUMNS`; read once."""
    for project in portfolio.projects:
        for own in project.items:
            yield tuple(column.value(project, own) for column in COLUMNS)


def notes_of(version: Version) -> tuple[str, ...]:
    """Whose opinion it is, what it leaves out, frame then items: never shown without the rows."""
    frame = version.frame
    return (
        f"{typeset(frame.label)}. {version.opinion}",
        f"Empreinte SHA-256 du texte signé\u00a0: {version.sha256}",
        NEVER_A_RANKING,
        f"Cette lecture laisse de côté\u00a0: {typeset(frame.leaves_out)}",
        *(f"{typeset(own.label)}\u00a0: {typeset(own.leaves_out)}" for own in frame.items if own.leaves_out),
    )
