"""The rows that a plan's new records become, written in bulk; what is already recorded changes through its verbs."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.models import InstalmentStatus
from imports.projects.planned import Plan, PlannedInstalment, PlannedInvestment, PlannedOrganisation, PlannedProject
from imports.records.entity import Entity, Records
from imports.records.planned import Write

OWN_FIELDS = (
    "title", "territory_label", "region_code", "category_code", "starts_on", "ends_on", "status", "referent_id",
)  # fmt: skip
Organisations = Mapping[str, Any]
"""The number, known or to come, of each organisation of the plan by its key."""


def organisation_writes(plan: Plan, records: Records) -> tuple[dict[str, Any], list[Write]]:
    """Every organisation of the plan by key, and the writes of those to create."""
    ids: dict[str, Any] = {}
    writes = []
    for planned in plan.organisations:
        if planned.existing_id is None:
            writes.append(_organisation(planned, records))
            ids[planned.key] = writes[-1].id
        else:
            ids[planned.key] = planned.existing_id
    return ids, writes


def _organisation(planned: PlannedOrganisation, records: Records) -> Write:
    names = ("name", "profile_code", "siren", "siret")
    return added(records, "organisation", {name: getattr(planned, name) for name in names})


def project_writes(planned: PlannedProject, organisations: Organisations, records: Records) -> Iterator[Write]:
    """A new project enters with its status, its partners, its investment, its schedule."""
    own = {name: getattr(planned.values, name) for name in OWN_FIELDS}
    project = added(records, "project", {"code": planned.code, **own})
    yield project
    for code in planned.values.domain_codes if planned.values else ():
        yield Write("project_domain", None, {"project_id": project.id, "domain_code": code})
    partners = dict(_partners(planned, project.id, organisations, records))
    yield from partners.values()
    if planned.investment:
        yield from _investment(planned.investment, project.id, records)
    for each in planned.milestones:
        responsible = partners[each.responsible_key].id if each.responsible_key else None
        names = ("kind_code", "title", "due_on", "done_on")
        values = {name: getattr(each, name) for name in names}
        yield added(records, "milestone", {"project_id": project.id, "partner_id": responsible, **values})


def _partners(
    planned: PlannedProject, project: Any, organisations: Organisations, records: Records
) -> Iterator[tuple[str, Write]]:
    for each in planned.partners:
        key = each.organisation_key
        values = {"project_id": project, "organisation_id": organisations[key], "role_code": each.role_code}
        yield key, added(records, "partner", values)


def _investment(planned: PlannedInvestment, project: Any, records: Records) -> Iterator[Write]:
    values = {"project_id": project, "copil_on": planned.copil_on, "amount_eur": planned.amount_eur}
    investment = added(records, "investment", values)
    yield investment
    for each in planned.instalments:
        yield added(records, "instalment", {"investment_id": investment.id, **_instalment(each)})


def _instalment(planned: PlannedInstalment) -> dict[str, Any]:
    """The sheet only tells whether it is paid, and then in full."""
    return {
        "label": planned.label,
        "due_on": planned.due_on,
        "amount_eur": planned.amount_eur,
        "status": InstalmentStatus.PAID if planned.paid_on else InstalmentStatus.PLANNED,
        "paid_on": planned.paid_on,
        "paid_amount_eur": planned.amount_eur if planned.paid_on else None,
    }


def added(records: Records, table: str, values: dict[str, Any]) -> Write:
    """A new record, that the rest of the plan may point at."""
    ref = records.new_ref(table)
    records.put(Entity(table, ref, values))
    return Write(table, ref, values)
