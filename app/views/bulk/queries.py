"""Past bulk edits."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.keyset import Page, read_page
from app.models import Act, BulkEdit, BulkEditLine, User

PAGE_SIZE = 50


class BulkLine(NamedTuple):
    """`undone`: how many of its projects were given back what they held."""

    id: int
    act: str
    value: dict[str, Any]
    projects: int
    applied_at: datetime
    by: str | None
    undone: int
    undone_at: datetime | None
    undone_by: str | None

    @property
    def state(self) -> str:
        if not self.undone:
            return "en place"
        return "annulée" if self.undone == self.projects else "annulée en partie"

    @property
    def tone(self) -> str:
        return "done" if not self.undone else "quiet"

    @property
    def kind(self) -> Act:
        return Act(self.act)


def past_edits(session: Session, *, after: str = "", before: str = "") -> tuple[list[BulkLine], Page]:
    """The latest first. Two queries."""
    page = read_page(
        session, select(BulkEdit.id), [BulkEdit.id.expression], descending=True, after=after, before=before,
        size=PAGE_SIZE,
    )  # fmt: skip
    found = {row.id: BulkLine(*row) for row in session.execute(_lines().where(BulkEdit.id.in_(page.ids)))}
    return [found[identifier] for identifier in page.ids], page


def get_edit(session: Session, bulk_id: int, *, hold: bool = False) -> BulkEdit:
    found = session.get(BulkEdit, bulk_id, with_for_update=hold)
    if found is None:
        raise NotFound(
            "Cette modification en lot n’existe pas.", link="/projets/lots", link_label="Voir les modifications en lot"
        )
    return found


def line_of(session: Session, bulk: BulkEdit) -> BulkLine:
    return BulkLine(*session.execute(_lines().where(BulkEdit.id == bulk.id)).one())


def _lines() -> Select[Any]:
    author, undoer = aliased(User), aliased(User)
    undone = select(func.count()).where(BulkEditLine.bulk_edit_id == BulkEdit.id, BulkEditLine.undone_at.is_not(None))
    return (
        select(BulkEdit.id, BulkEdit.act, BulkEdit.value, BulkEdit.projects, BulkEdit.applied_at, author.name)
        .add_columns(undone.scalar_subquery(), BulkEdit.undone_at, undoer.name.label("undone_by"))
        .outerjoin(author, author.id == BulkEdit.applied_by_id)
        .outerjoin(undoer, undoer.id == BulkEdit.undone_by_id)
    )
