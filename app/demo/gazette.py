"""Some months of gazette: one sent then corrected, one ready, one being written. No mail leaves: it is all past."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gazette import items, service
from app.gazette.months import Month, months_back
from app.gazette.queries import items_of
from app.gazette.records import opened_in
from app.models import (
    Gazette,
    GazetteItem,
    GazetteKind,
    GazetteSending,
    GazetteStatus,
    GazetteSubscriber,
    User,
)

PEOPLE = (
    ("Claire Aubrac (fictive)", "claire.aubrac@fondation-horizons.example"),
    ("Malik Fournier (fictif)", "malik.fournier@caisse-solidaire.example"),
    ("Rédaction du Courrier des alliances (fictive)", "redaction@courrier-des-alliances.example"),
    ("Jeanne Le Goff (fictive)", "jeanne.legoff@region-fictive.example"),
    ("", "contact@pole-cooperation.example"),
)
GONE = ("Paul Estève (fictif)", "paul.esteve@mutuelle-alize.example")
UNKNOWN = "Le serveur de courriel refuse cette adresse\u202f: vérifiez-la auprès de la personne."
EDITORIALS = (
    "Un mois d’allers et retours entre ce qui était promis et ce qui se fait. Deux alliances ont pris du retard et "
    "l’ont dit tôt\u00a0; c’est aussi ce que nous finançons.\n\nMerci à celles et ceux qui ont accepté que leurs mots "
    "soient lus au-delà de leur alliance.",
    "Les comités se suivent, les territoires aussi. Ce mois-ci, retenez la constance\u00a0: des jalons tenus au jour "
    "dit, par des équipes qui se parlent chaque semaine.",
    "Ce que ce mois dit, nous l’écrivons encore.",
)
FREE = "Les rencontres des alliances fictives auront lieu au printemps\u00a0: le programme suivra."
CORRECTION = "La date de la rencontre annoncée en fin de page était fausse."


def publish_gazettes(session: Session, today: date) -> None:
    session.flush()
    author = session.scalar(select(User).order_by(User.id).limit(1))
    now, before, older, *past = months_back(today, 18)
    people = _people(session, past[-1], author)
    _opening(session, past, people, author, today)
    _sent(session, older, people, author, today)
    _ready(session, before, author, today)
    _draft(session, now, author, today)


def _people(session: Session, month: Month, author: User | None) -> list[GazetteSubscriber]:
    at, by = month.starts_at, author.id if author else None
    found = [GazetteSubscriber(name=name, email=email, added_at=at, added_by_id=by) for name, email in PEOPLE]
    name, email = GONE
    stopped = GazetteSubscriber(name=name, email=email, added_at=at, added_by_id=by, stopped_at=at + timedelta(days=20))
    session.add_all([*found, stopped])
    session.flush()
    return found


def _opening(
    session: Session, past: list[Month], people: list[GazetteSubscriber], author: User | None, today: date
) -> None:
    """The last month before in which a region was entered."""
    month = next((own for own in past if opened_in(session, own, today)), past[0])
    _leave(session, _written(session, month, EDITORIALS[1], author, today), people, _at(month.after, 4), author)


def _sent(session: Session, month: Month, people: list[GazetteSubscriber], author: User | None, today: date) -> None:
    first = _written(session, month, EDITORIALS[0], author, today)
    items.add_free(session, first, text=FREE, user=author)
    _leave(session, first, people, _at(month.after, 3), author)
    second = service.correct(session, first, correction=CORRECTION, user=author)
    _leave(session, second, people, _at(month.after, 5), author)


def _ready(session: Session, month: Month, author: User | None, today: date) -> None:
    gazette = _written(session, month, EDITORIALS[1], author, today)
    service.make_ready(session, gazette, user=author)


def _draft(session: Session, month: Month, author: User | None, today: date) -> None:
    """With what happens to one: a sentence edited, one that its record has outrun, one left out, one to be added."""
    gazette = _written(session, month, EDITORIALS[2], author, today)
    items.add_free(session, gazette, text=FREE, user=author)
    found = [own for own in items_of(session, gazette.id) if not own.is_free]
    acts = (_edited, _outrun, _left_out, _missing)
    for act, item in zip(acts, found, strict=False):
        act(session, item, author)
    session.flush()


def _written(session: Session, month: Month, editorial: str, author: User | None, today: date) -> Gazette:
    gazette = service.prepare(session, month=month, user=author, today=today)
    service.rewrite(session, gazette, title=gazette.title, editorial=editorial, user=author)
    return gazette


def _leave(
    session: Session, gazette: Gazette, people: list[GazetteSubscriber], at: datetime, author: User | None
) -> None:
    """As sent that day: to all but one, whose address was refused."""
    by = author.id if author else None
    gazette.status, gazette.sent_at, gazette.sent_by_id = GazetteStatus.SENT, at, by
    session.flush()
    for place, person in enumerate(people):
        mail = GazetteSending(
            gazette_id=gazette.id, subscriber_id=person.id, email=person.email, name=person.name, queued_at=at
        )
        mail.queued_by_id = by
        refused = place == len(people) - 1
        mail.started_at, mail.sent_at = (None, None) if refused else (at, at + timedelta(seconds=2))
        mail.failed_at, mail.failure = (at, UNKNOWN) if refused else (None, "")
        session.add(mail)
    session.flush()


def _edited(session: Session, item: GazetteItem, author: User | None) -> None:
    items.edit_item(session, item, text=f"{item.text} Une première dans ce territoire fictif.", user=author)


def _outrun(session: Session, item: GazetteItem, author: User | None) -> None:
    """As it was written from a record corrected since."""
    item.text = item.written = item.written.replace(" le ", " vers le ", 1)


def _left_out(session: Session, item: GazetteItem, author: User | None) -> None:
    items.choose(session, item, is_kept=False)


def _missing(session: Session, item: GazetteItem, author: User | None) -> None:
    if item.kind != GazetteKind.FREE:
        session.delete(item)


def _at(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(8, 30), UTC)
