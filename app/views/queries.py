"""The saved views of each list that a person may see: its own in its order, then those that others share."""

from functools import cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BigInteger, Row, Select, bindparam, case, func, or_, select, true
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import DefaultView, Role, SavedView, User, ViewPage


class Owned(Protocol):
    """A view, or the columns that say whose it is."""

    @property
    def owner_id(self) -> Any: ...

    @property
    def is_shared(self) -> Any: ...


class ViewLine(NamedTuple):
    """`may_change`: its owner, or an administrator when it is shared. `by`: who made it, when that is someone else."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_own: bool
    is_default: bool
    may_change: bool
    by: str
    version: int
    page: str


def views_of(session: Session, user: User, page: ViewPage | None = ViewPage.PROJECTS) -> list[ViewLine]:
    """One query. Those of one list; of all of them when none is named."""
    rows = session.execute(_views_statement(page is not None), {"reader": user.id, "page": page})
    return [_line(row, user) for row in rows]


@cache
def _views_statement(of_one_page: bool) -> Select[*tuple[Any, ...]]:
    """Built once: every list begins with it."""
    reader = bindparam("reader", type_=BigInteger)
    shown = (SavedView.id, SavedView.name, SavedView.query, SavedView.is_shared, SavedView.owner_id, SavedView.version)
    return (
        select(*shown, SavedView.page, User.name.label("by"), DefaultView.view_id.is_not(None).label("is_default"))
        .outerjoin(User, User.id == SavedView.owner_id)
        .outerjoin(DefaultView, (DefaultView.view_id == SavedView.id) & (DefaultView.user_id == reader))
        .where(or_(SavedView.owner_id == reader, SavedView.is_shared))
        .where(SavedView.page == bindparam("page") if of_one_page else true())
        .order_by(case((SavedView.owner_id == reader, SavedView.position)).nulls_last())
        .order_by(func.lower(SavedView.name), SavedView.id)
    )


def get_view(session: Session, user: User, view_id: int) -> SavedView:
    """Seen by this person; 404 otherwise."""
    visible = or_(SavedView.owner_id == user.id, SavedView.is_shared)
    found = session.scalar(select(SavedView).where(SavedView.id == view_id, visible))
    if found is None:
        raise NotFound("Cette vue n’existe pas, ou plus.", link="/vues", link_label="Voir les vues")
    return found


def get_view_to_change(session: Session, user: User, view_id: int) -> SavedView:
    found = get_view(session, user, view_id)
    if not may_change(found, user):
        raise NotFound("Cette vue est tenue par quelqu’un d’autre.", link="/vues", link_label="Voir les vues")
    return found


def may_change(view: Owned, user: User) -> bool:
    return view.owner_id == user.id or (view.is_shared and user.role == Role.ADMIN)


def _line(view: Row[*tuple[Any, ...]], user: User) -> ViewLine:
    is_own = view.owner_id == user.id
    by = "" if is_own else (view.by or "une personne partie")
    may = may_change(view, user)
    return ViewLine(
        view.id, view.name, view.query, view.is_shared, is_own, view.is_default, may, by, view.version, view.page
    )
