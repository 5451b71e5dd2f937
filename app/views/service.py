"""Verbs on saved views."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.models import DefaultView, SavedView, User, ViewPage


def create_view(
    session: Session, *, name: str, query: str, is_shared: bool, user: User, page: ViewPage = ViewPage.PROJECTS
) -> SavedView:
    """The last of its owner's."""
    last = session.scalar(select(func.max(SavedView.position)).where(SavedView.owner_id == user.id)) or 0
    place = {"owner_id": user.id, "position": last + 1}
    view = SavedView(page=page, name=name.strip(), query=query, is_shared=is_shared, **place)
    keep(session, view, user=user)
    return view


def rename_view(session: Session, view: SavedView, *, name: str, is_shared: bool, user: User) -> SavedView:
    """No longer shared, it leaves the others who had it by default."""
    change(session, view, user=user, name=name.strip(), is_shared=is_shared)
    if not is_shared:
        session.execute(delete(DefaultView).where(DefaultView.view_id == view.id, DefaultView.user_id != view.owner_id))
    return view


def replace_content(session: Session, view: SavedView, *, query: str, version: int, user: User) -> SavedView:
    change(session, view, user=user, version=version, query=query)
    return view


def remove_view(session: Session, view: SavedView) -> None:
    session.delete(view)
    session.flush()


def prefer_view(session: Session, view: SavedView, *, user: User) -> None:
    """What this person finds on opening that list."""
    row = insert(DefaultView).values(user_id=user.id, page=view.page, view_id=view.id)
    session.execute(row.on_conflict_do_update(index_elements=["user_id", "page"], set_={"view_id": view.id}))


def prefer_everything(session: Session, page: ViewPage, *, user: User) -> None:
    session.execute(delete(DefaultView).where(DefaultView.user_id == user.id, DefaultView.page == page))


def move_view(session: Session, view: SavedView, *, earlier: bool) -> None:
    """One place among those of its owner and list."""
    own = select(SavedView).where(SavedView.owner_id == view.owner_id, SavedView.page == view.page).with_for_update()
    views = list(session.scalars(own.order_by(SavedView.position, func.lower(SavedView.name), SavedView.id)))
    place = views.index(view)
    other = min(max(place + (-1 if earlier else 1), 0), len(views) - 1)
    views.insert(other, views.pop(place))
    for position, each in enumerate(views, start=1):
        each.position = position
    session.flush()
