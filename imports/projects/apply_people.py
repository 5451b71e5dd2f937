"""Writes the partners of a project and its milestones, through the verbs of their features."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.milestones.service import add_milestone, update_milestone
from app.models import Milestone, Organisation, Partner, Project, User
from app.partners.service import add_partner, update_partner
from imports.projects.people import CARRIER
from imports.projects.planned import PlannedMilestone, PlannedPartner, State


def apply_partners(
    session: Session,
    project: Project,
    planned: Iterable[PlannedPartner],
    organisations: Mapping[str, int],
    *,
    user: User | None,
) -> dict[str, Partner]:
    """The new partners by key. Who ceases to be the carrier makes way first: a project has only one."""
    partners = list(planned)
    changed = [each for each in partners if each.state is State.CHANGED]
    for each in sorted(changed, key=lambda partner: partner.role_code == CARRIER):
        _change(session, each, user)
    new = [each for each in partners if each.state is State.NEW]
    return {
        each.organisation_key: add_partner(
            session,
            project=project,
            organisation=session.get_one(Organisation, organisations[each.organisation_key]),
            role_code=each.role_code,
            user=user,
        )
        for each in new
    }


def _change(session: Session, planned: PlannedPartner, user: User | None) -> None:
    """A carrier that had left is back."""
    partner = session.get_one(Partner, planned.existing_id)
    left_on = None if planned.role_code == CARRIER else partner.left_on
    update_partner(session, partner, role_code=planned.role_code, left_on=left_on, user=user)


def apply_milestones(
    session: Session,
    project: Project,
    planned: Iterable[PlannedMilestone],
    partners: Mapping[str, Partner],
    *,
    user: User | None,
) -> None:
    for each in planned:
        if each.state is State.NEW:
            _add(session, project, each, _responsible(session, each, partners), user)
        elif each.state is State.CHANGED:
            partner = _responsible(session, each, partners)
            milestone = session.get_one(Milestone, each.existing_id)
            partner_id = partner.id if partner else None
            update_milestone(
                session, milestone, due_on=each.due_on, done_on=each.done_on, partner_id=partner_id, user=user
            )


def _add(
    session: Session, project: Project, planned: PlannedMilestone, partner: Partner | None, user: User | None
) -> None:
    add_milestone(
        session,
        project=project,
        kind_code=planned.kind_code,
        title=planned.title,
        due_on=planned.due_on,
        done_on=planned.done_on,
        partner=partner,
        user=user,
    )


def _responsible(session: Session, planned: PlannedMilestone, partners: Mapping[str, Partner]) -> Partner | None:
    if planned.responsible_id is not None:
        return session.get_one(Partner, planned.responsible_id)
    return partners[planned.responsible_key] if planned.responsible_key else None
