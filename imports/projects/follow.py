"""The follow-up sheet among the other sheets of a workbook: its plan, told record by record like theirs."""

from functools import cache

from imports.projects.apply import new_records
from imports.projects.existing import Existing, ExistingOrganisation
from imports.projects.plan import plan as plan_projects
from imports.projects.planned import Plan, PlannedProject, State
from imports.projects.rows import Gathered
from imports.projects.writes import added
from imports.records.entity import Records
from imports.records.planned import Followed, PlannedRecord
from imports.records.writing import Tell
from imports.vocabulary import Vocabulary

KIND = "projets"


def follow(
    gathered: Gathered,
    existing: Existing,
    records: Records,
    vocabulary: Vocabulary,
    *,
    is_last: bool = False,
    tell: Tell | None = None,
) -> Followed:
    """Organisations planned by another sheet are known here; projects planned here are known to the next sheets,
    unless this one `is_last`.
    """
    known = Existing(existing.projects, organisations_of(existing, records))
    plan = plan_projects(gathered, known, vocabulary, records, tell)
    told = told_records(plan, gathered.sheet)
    if not plan.may_be_applied:
        _name_projects(plan, records)
        return Followed(plan, told)
    made = cache(lambda: new_records(plan, records))
    if not is_last:
        made()
    return Followed(plan, told, made)


def organisations_of(existing: Existing, records: Records) -> tuple[ExistingOrganisation, ...]:
    planned = (each for each in records.all("organisation") if each.is_new)
    return (
        *existing.organisations,
        *(ExistingOrganisation(e.id, e["name"], e["profile_code"], e["siren"], e["siret"]) for e in planned),
    )


def told_records(plan: Plan, sheet: str) -> tuple[PlannedRecord, ...]:
    return tuple(_told(project, sheet) for project in plan.projects)


def _told(project: PlannedProject, sheet: str) -> PlannedRecord:
    title = f" – {project.values.title}" if project.values else ""
    label = f"{project.code}{title}" if project.code else f"Ligne {project.row}"
    return PlannedRecord(KIND, sheet, project.row, label, project.state, project.changes)


def _name_projects(plan: Plan, records: Records) -> None:
    """Those that cannot be imported yet have a name all the same: one fault is not told again by each other sheet."""
    for project in plan.projects:
        if project.state in {State.NEW, State.REFUSED} and project.existing_id is None and project.code:
            status = project.values.status if project.values else "repere"
            added(records, "project", {"code": project.code, "status": status})
