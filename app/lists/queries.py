"""The values of the editable lists, and how often each is used."""

from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, func, inspect, literal, select, union_all
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.lists.names import NAMES, ListName
from app.models import EDITABLE_LISTS, Base, ListValue, PartnershipCategory, PartnershipMode


class Value(NamedTuple):
    code: str
    label: str
    active: bool
    uses: int
    category: str | None


class Summary(NamedTuple):
    slug: str
    name: ListName
    active: int
    retired: int


def list_of(slug: str) -> type[ListValue]:
    kind = EDITABLE_LISTS.get(slug)
    if kind is None:
        raise NotFound("Cette liste n’existe pas.", link="/listes", link_label="Voir les listes")
    return kind


def value_of(session: Session, slug: str, code: str) -> ListValue:
    found = session.get(list_of(slug), code)
    if found is None:
        raise NotFound("Cette valeur n’existe pas.", link=f"/listes/{slug}", link_label="Revenir à la liste")
    return found


def summaries(session: Session) -> list[Summary]:
    counts = union_all(
        *(
            select(
                literal(slug).label("slug"),
                func.count().filter(kind.active).label("active"),
                func.count().filter(~kind.active).label("retired"),
            )
            for slug, kind in EDITABLE_LISTS.items()
        )
    )
    found = {row.slug: row for row in session.execute(counts)}
    return [Summary(slug, NAMES[slug], found[slug].active, found[slug].retired) for slug in EDITABLE_LISTS]


def values(session: Session, slug: str) -> list[Value]:
    kind = list_of(slug)
    used = _uses(kind)
    statement = select(kind.code, kind.label, kind.active, used).order_by(kind.position, kind.code)
    categories = _categories(session) if kind is PartnershipMode else {}
    return [Value(*row, categories.get(row.code)) for row in session.execute(statement)]


def category_options(session: Session) -> list[tuple[str, str]]:
    statement = select(PartnershipCategory.code, PartnershipCategory.label).where(PartnershipCategory.active)
    rows = session.execute(statement.order_by(PartnershipCategory.position, PartnershipCategory.code))
    return [(row.code, row.label) for row in rows]


def _categories(session: Session) -> dict[str, str]:
    statement = select(PartnershipMode.code, PartnershipCategory.label).join(
        PartnershipCategory, PartnershipCategory.code == PartnershipMode.category_code
    )
    return {row.code: row.label for row in session.execute(statement)}


def pointing_columns(kind: type[ListValue]) -> list[Column[str]]:
    """Every column of the database that holds a code of this list."""
    target = inspect(kind).local_table.c.code
    tables = Base.metadata.sorted_tables
    return [key.parent for table in tables for key in table.foreign_keys if key.column is target]


def _uses(kind: type[ListValue]) -> ColumnElement[int]:
    counts = [
        select(func.count()).select_from(column.table).where(column == kind.code).correlate(kind).scalar_subquery()
        for column in pointing_columns(kind)
    ]
    total: ColumnElement[int] = literal(0)
    for count in counts:
        total = total + count
    return total.label("uses")
