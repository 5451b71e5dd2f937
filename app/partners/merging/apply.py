"""Merging: the links follow, the organisation that goes is kept whole in the record of the merge."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.changes import change
from app.errors import Refused
from app.models import Organisation, OrganisationMerge, User
from app.partners.merging.fields import chosen_values
from app.partners.merging.plan import preview_merge
from app.steps import Step, remove, rows_where


def merge(
    session: Session,
    *,
    kept: Organisation,
    removed: Organisation,
    chosen: Mapping[str, str] | None = None,
    user: User | None,
    now: datetime,
) -> OrganisationMerge:
    """`chosen` says of a field which of the two speaks (« gardee », « retiree »); left out, the usual one does."""
    session.flush()
    both = {number: locked(session, number) for number in sorted({kept.id, removed.id})}
    kept, removed = both[kept.id], both[removed.id]
    plan = preview_merge(session, kept, removed)
    for refusal in plan.refusals:
        raise Refused(*refusal)
    values = chosen_values(kept, removed, chosen or {})
    before = rows_where(session, "organisation", "id", kept.id)[0]
    gone = rows_where(session, "organisation", "id", removed.id)[0]
    done = [{"what": work.what, "steps": [step.as_json() for step in work.act(session)]} for work in plan.works]
    name = removed.name
    session.expunge(removed)
    remove(session, "organisation", gone)
    change(session, kept, user=user, **values)
    own = Step("organisation", before, rows_where(session, "organisation", "id", kept.id)[0])
    record = OrganisationMerge(
        kept_id=kept.id,
        removed_id=gone["id"],
        removed_name=name,
        removed=gone,
        kept_before=before,
        moved=[{"what": "", "steps": [own.as_json()]}, *done],
        merged_at=now,
        merged_by_id=user.id if user else None,
    )
    session.add(record)
    session.flush()
    session.expire_all()
    return record


def locked(session: Session, organisation_id: int) -> Organisation:
    """Whoever links something to it in the meantime waits, then finds it gone or merged.

    Always the lower number first: two people who merge the same two in opposite directions wait for each other in turn.
    """
    query = (
        select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(joinedload(Organisation.profile), joinedload(Organisation.commune))
        .with_for_update(of=Organisation)
        .execution_options(populate_existing=True)
    )
    found = session.scalar(query)
    if found is None:
        raise Refused("Une de ces organisations n’existe plus.", "/partenaires/doublons", "Voir les doublons")
    return found
