"""Partners, milestones and indicators of many projects at a day, each in a fixed number of queries."""

from collections import defaultdict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.exchanges.printing.days import Limit
from app.exchanges.printing.identities import Ids
from app.indicators.queries import IndicatorLine, IndicatorsCard, MeasurementLine
from app.milestones.queries import MilestoneLine, MilestonesCard
from app.milestones.states import state_of
from app.models import (
    Indicator,
    Measurement,
    Milestone,
    MilestoneKind,
    Organisation,
    Partner,
    PartnerRole,
    Profile,
)
from app.partners.card import PartnerLine, PartnersCard


def partners_of(session: Session, ids: Ids, limit: Limit) -> dict[int, PartnersCard]:
    """The porteur first, then by role and name. Contacts and priorities stay inside: they are not even read."""
    rows = session.execute(
        select(
            Partner.project_id,
            Partner.id,
            Partner.organisation_id,
            Organisation.name,
            Organisation.profile_code,
            Profile.label,
            Partner.role_code,
            PartnerRole.label,
            Partner.joined_on,
            Partner.left_on,
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .join(Profile, Profile.code == Organisation.profile_code)
        .join(PartnerRole, PartnerRole.code == Partner.role_code)
        .where(Partner.project_id.in_(ids), or_(Partner.joined_on.is_(None), Partner.joined_on <= limit.until))
        .order_by(Partner.project_id, PartnerRole.position, Organisation.sort_name, Partner.id)
    )
    found: dict[int, list[PartnerLine]] = defaultdict(list)
    for project_id, key, organisation, name, profile_code, profile, role_code, role, joined_on, left_on in rows:
        gone = left_on if left_on and left_on <= limit.until else None
        found[project_id].append(
            PartnerLine(
                key, organisation, name, profile_code, profile, role_code, role, joined_on, gone, contribution="",
                contact_name="", contact_email="", priority_d1=None, priority_d2=None, priority_d3=None,
                priority_d4=None, version=0,
            )
        )  # fmt: skip
    return {project_id: PartnersCard(tuple(lines)) for project_id, lines in found.items()}


def milestones_of(session: Session, ids: Ids, limit: Limit) -> dict[int, MilestonesCard]:
    """What was done later is not done yet."""
    rows = session.execute(
        select(
            Milestone.project_id,
            Milestone.id,
            MilestoneKind.label,
            Milestone.title,
            Milestone.due_on,
            Milestone.done_on,
        )
        .join(MilestoneKind, MilestoneKind.code == Milestone.kind_code)
        .where(Milestone.project_id.in_(ids))
        .order_by(Milestone.project_id, Milestone.due_on, MilestoneKind.position, Milestone.id)
    )
    found: dict[int, list[MilestoneLine]] = defaultdict(list)
    for project_id, identifier, kind, title, due_on, done_on in rows:
        done = done_on if done_on and done_on <= limit.until else None
        state = state_of(due_on, done, limit.day)
        found[project_id].append(MilestoneLine(identifier, kind, title, due_on, done, None, "", "", 0, state))
    return {project_id: _card(lines) for project_id, lines in found.items()}


def _card(lines: list[MilestoneLine]) -> MilestonesCard:
    done = sum(line.done_on is not None for line in lines)
    return MilestonesCard(tuple(lines), done, sum(line.state.tone == "late" for line in lines))


def indicators_of(session: Session, ids: Ids, limit: Limit) -> dict[int, IndicatorsCard]:
    measured = _measurements(session, ids, limit)
    rows = session.scalars(
        select(Indicator).where(Indicator.project_id.in_(ids)).order_by(Indicator.project_id, Indicator.id)
    )
    found: dict[int, list[IndicatorLine]] = defaultdict(list)
    for own in rows:
        found[own.project_id].append(
            IndicatorLine(
                own.id, own.label, own.unit, own.baseline, own.target, own.target_on, own.version,
                tuple(measured[own.id]),
            )
        )  # fmt: skip
    return {project_id: IndicatorsCard(tuple(lines)) for project_id, lines in found.items()}


def _measurements(session: Session, ids: Ids, limit: Limit) -> dict[int, list[MeasurementLine]]:
    rows = session.scalars(
        select(Measurement)
        .join(Indicator, Indicator.id == Measurement.indicator_id)
        .where(Indicator.project_id.in_(ids), Measurement.measured_on <= limit.until)
        .order_by(Measurement.indicator_id, Measurement.measured_on, Measurement.id)
    )
    found: dict[int, list[MeasurementLine]] = defaultdict(list)
    for own in rows:
        found[own.indicator_id].append(
            MeasurementLine(own.id, own.indicator_id, own.measured_on, own.value, own.source, own.evidence, own.version)
        )
    return found
