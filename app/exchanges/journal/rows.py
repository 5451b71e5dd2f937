"""The journal as rows: one by field changed, in the words of the pages."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.db import Bind, reading
from app.delimited import MARK, line
from app.journal.queries import Wanted, everything
from app.journal.telling import Change, Line, told
from app.web.filters import date_fr, time_fr

HEADERS = (
    "Ligne", "Acte", "Date", "Heure", "Qui", "Par", "Adresse ou commande", "Motif", "Action", "Objet",
    "Enregistrement", "Projet", "Champ", "Avant", "Après",
)  # fmt: skip
Row = tuple[str, ...]


def rows(session: Session, wanted: Wanted) -> Iterator[Row]:
    for lines in everything(session, wanted):
        for one in told(session, lines):
            for change in one.changes or [Change("", None, None)]:
                yield _row(one, change)


def as_csv(bind: Bind, wanted: Wanted) -> Iterator[bytes]:
    yield MARK
    yield line(HEADERS)
    with reading(bind) as session:
        for row in rows(session, wanted):
            yield line(row)


def _row(own: Line, change: Change) -> Row:
    when = (date_fr(own.at), time_fr(own.at))
    who = (own.who, own.through, own.route, own.reason)
    what = (own.action.label, own.what, own.record, own.project)
    return (str(own.number), str(own.act), *when, *who, *what, change.label, change.before or "", change.after or "")
