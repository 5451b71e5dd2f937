"""What was decided about an organisation before: earlier merges follow it, « ce ne sont pas les mêmes » too, and so do
the names it goes by in received files, the documents about it, and what it said of its practices."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.partners.merging.work import Pair, Work, moving
from app.steps import Link, Step, Values, add, current, remove, rows_where


def earlier_merges(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work(f"Fusion de {row['removed_name']}", moving(link, row, pair.kept), is_shown=False)


def documents(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work(f"Document {row['title']}", moving(link, row, pair.kept))


def qualifications(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    for row in rows_where(session, link.table, link.column, pair.removed):
        place = f"{row['territory_label']}, {date.fromisoformat(row['held_on']):%d/%m/%Y}"
        yield Work(f"Qualification de ses pratiques, {place}", moving(link, row, pair.kept))


def voices(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """Its name stays as it was said in that evaluation: only the record it points to follows."""
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work(f"Voix dans une évaluation de programme, {row['name']}", moving(link, row, pair.kept))


def distinctions(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """Told apart from a third one, it stays so under its new name; told apart from the one kept: minds change."""
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work("Distinction d’avec une autre organisation", _renamed(row, pair), is_shown=False)


def aliases(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """A name already decided for the one kept stays as decided there."""
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work("Nom rencontré dans un fichier", _alias_moved(row, pair), is_shown=False)


def _alias_moved(row: Values, pair: Pair) -> Callable[[Session], list[Step]]:
    def act(session: Session) -> list[Step]:
        steps = remove(session, "organisation_alias", row)
        moved = row | {"organisation_id": pair.kept}
        if current(session, "organisation_alias", moved) is None:
            steps.append(add(session, "organisation_alias", moved))
        return steps

    return act


def _renamed(row: Values, pair: Pair) -> Callable[[Session], list[Step]]:
    def act(session: Session) -> list[Step]:
        third = row["second_id"] if row["first_id"] == pair.removed else row["first_id"]
        steps = remove(session, "organisation_distinction", row)
        first, second = sorted((third, pair.kept))
        renamed = row | {"first_id": first, "second_id": second}
        if third != pair.kept and current(session, "organisation_distinction", renamed) is None:
            steps.append(add(session, "organisation_distinction", renamed))
        return steps

    return act
