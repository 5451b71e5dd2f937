"""Compares what the workbook says with what is recorded, and says what importing would do. Nothing is written here."""

from collections.abc import Callable, Iterable, Iterator

from imports.faults import Note
from imports.projects.checks import by_code, check_instalments, check_milestones
from imports.projects.columns import follow_up_columns, instalment_columns, milestone_columns
from imports.projects.compare import state_of, told
from imports.projects.existing import Existing, ExistingProject
from imports.projects.money import plan_investment
from imports.projects.organisations import Directory
from imports.projects.own_values import changes_of, values_of
from imports.projects.people import Team, plan_milestones
from imports.projects.permitted import check_mode, check_payments, check_signature
from imports.projects.planned import Plan, PlannedInvestment, PlannedProject, State
from imports.projects.profiles import guesses_told
from imports.projects.retold import Retold
from imports.projects.rows import Gathered, ProjectRow
from imports.projects.statuses import moves
from imports.projects.versions import Versions
from imports.records.entity import Records
from imports.vocabulary import DEFAULT_VOCABULARY, Vocabulary


def plan(
    gathered: Gathered,
    existing: Existing,
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    records: Records | None = None,
    tell: Callable[[int], None] | None = None,
) -> Plan:
    """`records` holds what other sheets of the workbook plan, and asks about organisations for all of them.

    `tell` is called with the number of rows compared since.
    """
    planner = Planner(gathered, existing, vocabulary, records or Records())
    planned = list(planner.projects(gathered.projects, tell))
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

    def projects(self, rows: Iterable[ProjectRow], tell: Callable[[int], None] | None) -> Iterator[PlannedProject]:
        for row in rows:
            yield self.project(row)
            if tell:
                tell(1)

    def project(self, row: ProjectRow) -> PlannedProject:
        known = self.recorded.get(row.code)
        team = Team(row, known, self.organisations, self.directory, self.columns)
        instalment_rows, milestone_rows = self.instalments.get(row.code, ()), self.milestones.get(row.code, ())
        partners, team_changes = team.planned()
        investment, money_changes = plan_investment(row, instalment_rows, known, self.columns, self.findings)
        milestones, milestone_changes = plan_milestones(
            milestone_rows, known, team, self.milestone_columns, self.findings
        )
        values = values_of(row, known)
        if known:
            check_mode(row, known, values.category_code, self.columns, self.findings)
            check_payments(instalment_rows, known, investment, milestones, self.findings)
        own_changes = changes_of(known, values, self.columns, self.labels)
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
