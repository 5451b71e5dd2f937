"""Verbs on a gazette: prepared from the records, introduced, made ready, corrected or given up."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.gazette.items import from_sentence
from app.gazette.months import Month
from app.gazette.queries import address_of, editions_of, items_of, live_for
from app.gazette.records import facts_of
from app.gazette.sentences import sentences
from app.models import Gazette, GazetteItem, GazetteStatus, User

TO_COME = "Ce mois n’a pas commencé\u202f: rien n’y est encore enregistré."
ALREADY = "La gazette de ce mois est déjà en préparation."
GONE_OUT = "La gazette de ce mois est partie\u00a0: préparez plutôt une version corrigée, depuis sa page."
NOT_DRAFT = "Cette gazette est {}\u00a0: elle ne se modifie plus."
READY = "Cette gazette est prête à partir\u00a0: reprenez d’abord la rédaction."
ONE_LEFT = "Gardez au moins une phrase, ou un éditorial\u00a0: une page vide ne s’envoie pas."


def prepare(session: Session, *, month: Month, user: User | None, today: date) -> Gazette:
    if month.first > today:
        raise Refused(TO_COME, field="month")
    if live := live_for(session, month.first):
        raise Refused(ALREADY, address_of(live), "L’ouvrir", field="month")
    if editions_of(session, month.first):
        raise Refused(GONE_OUT, field="month")
    made = Gazette(month=month.first, title=f"La gazette {month.of}", status=GazetteStatus.DRAFT)
    keep(session, made, user=user)
    found = sentences(facts_of(session, month, today))
    session.add_all(from_sentence(made, own, place, user) for place, own in enumerate(found, start=1))
    session.flush()
    return made


def hold(session: Session, gazette: Gazette) -> Gazette:
    """A draft, held until the end of the transaction."""
    session.refresh(gazette, with_for_update=True)
    if gazette.status == GazetteStatus.READY:
        raise Refused(READY, address_of(gazette), "Revenir à la gazette")
    if gazette.status != GazetteStatus.DRAFT:
        raise Refused(NOT_DRAFT.format("envoyée"), address_of(gazette), "Revenir à la gazette")
    return gazette


def rewrite(
    session: Session, gazette: Gazette, *, title: str, editorial: str, correction: str = "", user: User | None
) -> None:
    if gazette.edition == 1:
        change(session, gazette, user=user, title=title.strip(), editorial=editorial.strip())
        return
    if not correction.strip():
        raise Refused("Dites ce que cette version corrige\u00a0: c’est écrit en tête.", field="correction")
    change(
        session,
        gazette,
        user=user,
        title=title.strip(),
        editorial=editorial.strip(),
        correction=correction.strip(),
    )


def make_ready(session: Session, gazette: Gazette, *, user: User | None) -> None:
    if not gazette.editorial and not any(own.is_kept for own in items_of(session, gazette.id)):
        raise Refused(ONE_LEFT)
    change(session, gazette, user=user, status=GazetteStatus.READY)


def write_again(session: Session, gazette: Gazette, *, user: User | None) -> None:
    session.refresh(gazette, with_for_update=True)
    if gazette.status == GazetteStatus.SENT:
        raise Refused(NOT_DRAFT.format("envoyée"), address_of(gazette), "Revenir à la gazette")
    change(session, gazette, user=user, status=GazetteStatus.DRAFT)


def correct(session: Session, gazette: Gazette, *, correction: str, user: User | None) -> Gazette:
    """A new edition, copied from the one that left, which stays as it is."""
    session.refresh(gazette, with_for_update=True)
    if gazette.status != GazetteStatus.SENT:
        raise Refused("Cette gazette n’est pas partie\u00a0: elle se modifie directement.")
    if live := live_for(session, gazette.month):
        raise Refused("Une version corrigée est déjà en préparation.", address_of(live), "L’ouvrir", field="correction")
    newest = editions_of(session, gazette.month)[0]
    made = Gazette(
        month=newest.month,
        edition=newest.edition + 1,
        title=newest.title,
        editorial=newest.editorial,
        correction=correction.strip(),
        status=GazetteStatus.DRAFT,
    )
    keep(session, made, user=user)
    _copy(session, items_of(session, newest.id), made, user)
    return made


def discard(session: Session, gazette: Gazette) -> None:
    hold(session, gazette)
    session.delete(gazette)
    session.flush()


def _copy(session: Session, items: Sequence[GazetteItem], made: Gazette, user: User | None) -> None:
    names = ("kind", "position", "text", "written", "source_table", "source_key", "address", "is_kept")
    for own in items:
        copied = GazetteItem(gazette_id=made.id, **{name: getattr(own, name) for name in names})
        copied.updated_by_id = user.id if user else None
        session.add(copied)
    session.flush()
