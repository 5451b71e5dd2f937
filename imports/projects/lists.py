"""The words a workbook may use, as people keep them in the database."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Domain,
    MilestoneKind,
    PartnerRole,
    PartnershipCategory,
    Profile,
    Region,
    Territory,
    User,
)
from app.models.lists import ListValue
from app.projects.referents import may_follow
from imports.places import Places
from imports.vocabulary import DEFAULT_VOCABULARY, People, Vocabulary


def vocabulary_of(session: Session) -> Vocabulary:
    """The lists as people keep them. A retired value is still read: old workbooks use it."""
    return DEFAULT_VOCABULARY.with_lists(
        regions=_labels(session, Region),
        domains=_labels(session, Domain),
        categories=_labels(session, PartnershipCategory),
        milestone_kinds=_labels(session, MilestoneKind),
        profiles=_labels(session, Profile),
        roles=_labels(session, PartnerRole),
        places=Places(lambda: _communes(session)),
        referents=People.among(_people(session)),
    )


def _labels(session: Session, kind: type[ListValue]) -> dict[str, str]:
    in_order = select(kind.code, kind.label).order_by(kind.active.desc(), kind.position, kind.code)
    return dict(session.execute(in_order).all())


def _people(session: Session) -> Iterator[tuple[int, str, str]]:
    yield from session.execute(select(User.id, User.name, User.email).where(may_follow).order_by(User.name, User.id))


def _communes(session: Session) -> Iterator[tuple[str, str, str, str]]:
    columns = (Territory.code, Territory.label, func.coalesce(Territory.departement_code, ""), Territory.search)
    in_order = select(*columns).where(Territory.kind == "commune").order_by(Territory.code)
    yield from session.execute(in_order)
