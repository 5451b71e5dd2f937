"""Compares what the workbook says with what is recorded, and says what importing would do. Nothing is written here."""

from dataclasses import fields
from operator import attrgetter

from imports.faults import Note
from imports.projects.checks import by_code, check_instalments, check_milestones
from imports.projects.columns import follow_up_columns, instalment_columns, milestone_columns
from imports.projects.compare import changes_between, kept, kept_text, state_of, told
from imports.projects.existing import Existing, ExistingProject
from imports.projects.money import plan_investment
from imports.projects.organisations import Directory
from imports.projects.people import Team, plan_milestones
from imports.projects.permitted import check_mode, check_payments, check_signature
from imports.projects.planned import Plan, PlannedInvestment, PlannedProject, ProjectValues, State, Value
from imports.projects.profiles import guesses_told
from imports.projects.retold import Retold
from imports.projects.rows import Gathered, ProjectRow
from imports.projects.statuses import moves
from imports.projects.versions import Versions
from imports.records.entity import Records
from imports.vocabulary import DEFAULT_VOCABULARY, Vocabulary

OWN_VALUES = attrgetter(*(each.name for each in fields(ProjectValues)))


def plan(
    gathered: Gathered,
    existing: Existing,
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    records: Records | None = None,
) -> Plan:
    """`records` holds what other sheets of the workbook plan, and asks about organisations for all of them."""
    planner = Planner(gathered, existing, vocabulary, records or Records())
    planned = [planner.project(row) for row in gathered.projects]
    refused = [PlannedProject(row.number, row.code or "", State.REFUSED) for row in gathered.refused]
    findings = planner.findings
    kept_projects = [each for each in planned if each.code not in findings.refused_codes]
    refused += [
        PlannedProject(each.row, each.code, State.REFUSED) for each in planned if each.code in findings.refused_codes
    ]
    organisations = tuple(planner.directory.planned.values())
    told = [Note(gathered.sheet, "", sentence) for sentence in guesses_told(organisations)]
    return Plan(
        projects=tuple(sorted((*kept_projects, *refused), key=lambda project: project.row)),
        organisations=organisations,
        faults=tuple(dict.fromkeys(findings.faults)),
        notes=(*findings.notes, *told),
    )


class Planner:
    """Holds what every project is compared with: the other sheets, the organisations, the records."""

    def __init__(self, gathered: Gathered, existing: Existing, vocabulary: Vocabulary, records: Records) -> None:
        self.columns = follow_up_columns(vocabulary)
        self.milestone_columns = milestone_columns(vocabulary)
        self.labels = vocabulary
        self.findings = gathered.findings.copy()
        self.instalment_columns = instalment_columns()
        check_instalments(gathered, self.instalment_columns, self.columns, self.findings)
        check_milestones(gathered, self.milestone_columns, self.findings)
        self.instalments = by_code(gathered.instalments)
        self.milestones = by_code(gathered.milestones)
        self.recorded = {project.code: project for project in existing.projects}
        self.organisations = {organisation.id: organisation for organisation in existing.organisations}
        self.directory = self._directory(gathered, existing, records)
        self.versions = Versions(Retold(existing), self.findings)

    def _directory(self, gathered: Gathered, existing: Existing, records: Records) -> Directory:
        directory = Directory(self.columns, self.findings)
        for project in gathered.projects:
            directory.add_carrier(project)
        for project in gathered.projects:
            directory.add_partners(project)
        for milestone in gathered.milestones:
            directory.add_responsible(milestone)
        directory.recognise(existing.organisations, records)
        return directory

    def project(self, row: ProjectRow) -> PlannedProject:
        known = self.recorded.get(row.code)
        team = Team(row, known, self.organisations, self.directory, self.columns)
        instalment_rows, milestone_rows = self.instalments.get(row.code, ()), self.milestones.get(row.code, ())
        partners, team_changes = team.planned()
        investment, money_changes = plan_investment(row, instalment_rows, known, self.columns, self.findings)
        milestones, milestone_changes = plan_milestones(
            milestone_rows, known, team, self.milestone_columns, self.findings
        )
        values = self._values(row, known)
        if known:
            check_mode(row, known, values.category_code, self.columns, self.findings)
            check_payments(instalment_rows, known, investment, milestones, self.findings)
        is_same = known is not None and OWN_VALUES(known) == OWN_VALUES(values)
        own_changes = () if is_same else tuple(changes_between(self._shown(known), self._shown(values)))
        changes = told((*own_changes, *team_changes, *money_changes, *milestone_changes))
        self.versions.project(row, known, changes, self.columns)
        if investment:
            self.versions.instalments(instalment_rows, investment.instalments, known, self.instalment_columns)
        self.versions.milestones(milestone_rows, milestones, known, self.milestone_columns)
        return PlannedProject(
            row=row.source.row.number,
            code=row.code,
            state=state_of(known, changes),
            existing_id=known.id if known else None,
            values=values,
            status_moves=self._status_moves(row, known, values.status, investment),
            partners=partners,
            investment=investment,
            milestones=milestones,
            changes=changes,
        )

    def _values(self, row: ProjectRow, known: ExistingProject | None) -> ProjectValues:
        return ProjectValues(
            title=kept_text(row.title, known.title if known else ""),
            territory_label=kept_text(row.territory_label, known.territory_label if known else ""),
            region_code=kept(row.region_code, known.region_code if known else None),
            domain_codes=_kept_codes(row.domain_codes, known.domain_codes if known else ()),
            category_code=kept(row.category_code, known.category_code if known else None),
            starts_on=kept(row.starts_on, known.starts_on if known else None),
            ends_on=kept(row.ends_on, known.ends_on if known else None),
            status=known.status if known and known.status in row.statuses else row.status,
        )

    def _shown(self, project: ProjectValues | ExistingProject | None) -> dict[str, Value]:
        """The project's own fields under the words people know, ready to be compared and told."""
        if project is None:
            return {}
        regions, categories = self.labels.regions.labels, self.labels.categories.labels
        domains, statuses = self.labels.domains.labels, self.labels.statuses.labels
        return {
            self.columns.title.header: project.title,
            self.columns.territory.header: project.territory_label,
            self.columns.region.header: regions.get(project.region_code or "", project.region_code),
            self.columns.domains.header: tuple(sorted(domains.get(code, code) for code in project.domain_codes)),
            self.columns.category.header: categories.get(project.category_code or "", project.category_code),
            self.columns.start.header: project.starts_on,
            self.columns.end.header: project.ends_on,
            self.columns.status.header: statuses.get(project.status, project.status),
        }

    def _status_moves(
        self, row: ProjectRow, known: ExistingProject | None, status: str, investment: PlannedInvestment | None
    ) -> tuple[str, ...]:
        if known is None:
            return ()
        steps = moves(known.status, status)
        label = self.labels.statuses.labels.get(known.status, known.status)
        if steps is None:
            expected = (
                f"un statut qui suit «\u00a0{label}\u00a0»\u202f; un retour en arrière se fait sur la page du projet"
            )
            self.findings.refuse(row.code, row.source.fault(self.columns.status, expected))
        else:
            check_signature(row, known, steps, investment, label, self.columns, self.findings)
        return steps or ()


def _kept_codes(said: tuple[str, ...], recorded: tuple[str, ...]) -> tuple[str, ...]:
    """A list that says the same thing in another order is the recorded one."""
    return recorded if not said or set(said) == set(recorded) else said
