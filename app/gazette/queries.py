"""The gazettes, their items, those who receive them and what was sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.keyset import Page, read_page
from app.models import Gazette, GazetteItem, GazetteKind, GazetteSending, GazetteStatus, GazetteSubscriber, User

HERE = "/gazette"
BACK = "Voir les gazettes"
ROWS = 24
PEOPLE = 50
ORDER = list(GazetteKind)
KEYS: tuple[ColumnElement[Any], ...] = (Gazette.__table__.c.month, Gazette.__table__.c.id)
SENT_KEYS: tuple[ColumnElement[Any], ...] = (GazetteSending.__table__.c.id,)
PEOPLE_KEYS: tuple[ColumnElement[Any], ...] = (GazetteSubscriber.__table__.c.email, GazetteSubscriber.__table__.c.id)
Found = Row[*tuple[Any, ...]]


def get_gazette(session: Session, gazette_id: int) -> Gazette:
    found = session.get(Gazette, gazette_id) if gazette_id < 2**63 else None
    if found is None:
        raise NotFound("Cette gazette n’existe pas, ou a été abandonnée.", HERE, BACK)
    return found


def get_item(session: Session, gazette: Gazette, item_id: int) -> GazetteItem:
    found = session.get(GazetteItem, item_id) if item_id < 2**63 else None
    if found is None or found.gazette_id != gazette.id:
        raise NotFound("Cette phrase n’est plus dans la gazette.", address_of(gazette), "Revenir à la gazette")
    return found


def address_of(gazette: Gazette) -> str:
    return f"{HERE}/{gazette.id}"


def items_of(session: Session, gazette_id: int) -> list[GazetteItem]:
    """In the order of the page."""
    query = select(GazetteItem).where(GazetteItem.gazette_id == gazette_id)
    found = session.scalars(query.order_by(GazetteItem.position, GazetteItem.id)).all()
    return sorted(found, key=lambda own: ORDER.index(GazetteKind(own.kind)))


def gazettes(session: Session, *, after: str = "", before: str = "") -> tuple[Sequence[Found], Page]:
    """The latest month first, each with what it holds and where it went."""
    page = read_page(session, select(Gazette.id), KEYS, descending=True, after=after, before=before, size=ROWS)
    kept = func.count(GazetteItem.id).filter(GazetteItem.is_kept)
    items = select(GazetteItem.gazette_id, kept.label("kept")).group_by(GazetteItem.gazette_id).subquery()
    real = ~GazetteSending.is_trial
    sent = (
        select(GazetteSending.gazette_id, func.count().label("sendings"))
        .where(real, GazetteSending.gazette_id.in_(page.ids))
        .group_by(GazetteSending.gazette_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Gazette, func.coalesce(items.c.kept, 0).label("kept"), func.coalesce(sent.c.sendings, 0).label("sendings")
        )
        .outerjoin(items, items.c.gazette_id == Gazette.id)
        .outerjoin(sent, sent.c.gazette_id == Gazette.id)
        .where(Gazette.id.in_(page.ids))
        .order_by(Gazette.month.desc(), Gazette.id.desc())
    ).all()
    return rows, page


def editions_of(session: Session, month: date) -> Sequence[Gazette]:
    return session.scalars(select(Gazette).where(Gazette.month == month).order_by(Gazette.edition.desc())).all()


def taken_months(session: Session) -> set[date]:
    """Those that have a gazette, written or sent."""
    return set(session.scalars(select(Gazette.month).distinct()))


def live_for(session: Session, month: date) -> Gazette | None:
    return session.scalar(select(Gazette).where(Gazette.month == month, Gazette.status != GazetteStatus.SENT))


def subscribers(session: Session, *, after: str = "", before: str = "") -> tuple[Sequence[Found], Page]:
    """Those who receive it every month, and those who wanted it no more."""
    shown = select(GazetteSubscriber.id).where(GazetteSubscriber.is_kept | GazetteSubscriber.stopped_at.is_not(None))
    page = read_page(session, shown, PEOPLE_KEYS, after=after, before=before, size=PEOPLE)
    rows = session.execute(
        select(GazetteSubscriber, User.name.label("by"))
        .outerjoin(User, User.id == GazetteSubscriber.added_by_id)
        .where(GazetteSubscriber.id.in_(page.ids))
        .order_by(GazetteSubscriber.email, GazetteSubscriber.id)
    ).all()
    return rows, page


def count_living(session: Session) -> int:
    living = GazetteSubscriber.is_kept, GazetteSubscriber.stopped_at.is_(None)
    return session.scalar(select(func.count()).where(*living)) or 0


def sendings(
    session: Session, gazette_id: int, *, after: str = "", before: str = ""
) -> tuple[Sequence[GazetteSending], Page]:
    own = select(GazetteSending.id).where(GazetteSending.gazette_id == gazette_id, ~GazetteSending.is_trial)
    page = read_page(session, own, SENT_KEYS, after=after, before=before, size=PEOPLE)
    found = select(GazetteSending).where(GazetteSending.id.in_(page.ids)).order_by(GazetteSending.id)
    return session.scalars(found).all(), page


def fates(session: Session, gazette_id: int) -> Counter[str]:
    """How many mails left, wait, failed, or left a doubt."""
    rows = session.execute(
        select(
            func.count().filter(GazetteSending.sent_at.is_not(None)).label("sent"),
            func.count().filter(GazetteSending.failed_at.is_not(None)).label("failed"),
            func.count().label("all"),
        ).where(GazetteSending.gazette_id == gazette_id, ~GazetteSending.is_trial)
    ).one()
    return Counter(sent=rows.sent, failed=rows.failed, all=rows.all)
