"""Merges read back: one, those of an organisation, and where one that is gone went."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.models import OrganisationMerge, User


def get_merge(session: Session, merge_id: int) -> OrganisationMerge:
    found = session.get(OrganisationMerge, merge_id)
    if found is None:
        raise NotFound("Cette fusion n’existe pas.", "/partenaires", "Revenir aux organisations")
    return found


def merges_of(session: Session, organisation_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was merged into it, the latest first, undone or not."""
    by, undone_by = aliased(User), aliased(User)
    query = (
        select(
            OrganisationMerge.id,
            OrganisationMerge.removed_name,
            OrganisationMerge.merged_at,
            OrganisationMerge.undone_at,
            by.name.label("by"),
            undone_by.name.label("undone_by"),
        )
        .outerjoin(by, by.id == OrganisationMerge.merged_by_id)
        .outerjoin(undone_by, undone_by.id == OrganisationMerge.undone_by_id)
        .where(OrganisationMerge.kept_id == organisation_id)
        .order_by(OrganisationMerge.id.desc())
    )
    return session.execute(query).all()


def merged_into(session: Session, organisation_id: int) -> int | None:
    """The organisation that one which is gone has become."""
    query = select(OrganisationMerge.kept_id).where(
        OrganisationMerge.removed_id == organisation_id, OrganisationMerge.undone_at.is_(None)
    )
    return session.scalar(query.order_by(OrganisationMerge.id.desc()).limit(1))


def later_merge(session: Session, merge: OrganisationMerge) -> OrganisationMerge | None:
    """One made into the same organisation since, still standing: it is to be undone first."""
    query = select(OrganisationMerge).where(
        OrganisationMerge.kept_id == merge.kept_id,
        OrganisationMerge.id > merge.id,
        OrganisationMerge.undone_at.is_(None),
    )
    return session.scalar(query.order_by(OrganisationMerge.id.desc()).limit(1))
