"""The partners of a project and its milestones, compared with those recorded."""

from collections.abc import Sequence

from imports.findings import Findings
from imports.projects.columns import FollowUpColumns, MilestoneColumns
from imports.projects.compare import changes_between, kept, state_of
from imports.projects.existing import ExistingMilestone, ExistingOrganisation, ExistingPartner, ExistingProject
from imports.projects.organisations import Directory
from imports.projects.pairing import BY_NUMBER, paired
from imports.projects.planned import FieldChange, PlannedMilestone, PlannedPartner, Shown, State
from imports.projects.rows import MilestoneRow, ProjectRow
from imports.words import folded

CARRIER, PARTNER = "porteur", "partenaire"
BY_KIND = (
    BY_NUMBER,
    (lambda row: (row.kind_code, folded(row.title)), lambda record: (record.kind_code, folded(record.title))),
    (lambda row: row.kind_code, lambda record: record.kind_code),
)
PlannedPartners = tuple[tuple[PlannedPartner, ...], tuple[FieldChange, ...]]


class Team:
    """The partners of one project: those the row names, those already recorded, and how to find one by its name."""

    def __init__(
        self,
        row: ProjectRow,
        existing: ExistingProject | None,
        organisations: dict[int, ExistingOrganisation],
        directory: Directory,
        columns: FollowUpColumns,
    ) -> None:
        self.row = row
        self.directory = directory
        self.columns = columns
        self.recorded = {partner.organisation_id: partner for partner in (existing.partners if existing else ())}
        self.names = {partner.id: organisations[partner.organisation_id].name for partner in self.recorded.values()}

    def planned(self) -> PlannedPartners:
        """The carrier first. A recorded partner keeps its role, unless it becomes or ceases to be the carrier; one
        that has left stays so, unless the sheet makes it the carrier again.
        """
        carrier = self.directory.carrier_key(self.row)
        keys = dict.fromkeys([carrier, *map(self._key, self.row.partners)])
        partners = [self._planned(key, key == carrier) for key in keys]
        known = {partner.existing_id for partner in partners}
        former = (p for p in self.recorded.values() if p.role_code == CARRIER and not p.has_left)
        replaced = [p for p in former if p.id not in known]
        partners += [self._replaced(partner) for partner in replaced]
        return tuple(partners), tuple(self._changes(partners))

    def _planned(self, key: str, is_carrier: bool) -> PlannedPartner:
        known = self._known(key)
        if known is None:
            return PlannedPartner(key, CARRIER if is_carrier else PARTNER, None, State.NEW)
        if is_carrier:
            is_same = known.role_code == CARRIER and not known.has_left
            return PlannedPartner(key, CARRIER, known.id, State.SAME if is_same else State.CHANGED)
        if known.role_code == CARRIER and not known.has_left:
            return PlannedPartner(key, PARTNER, known.id, State.CHANGED)
        return PlannedPartner(key, known.role_code, known.id, State.SAME)

    def _replaced(self, partner: ExistingPartner) -> PlannedPartner:
        return PlannedPartner(folded(self.names[partner.id]), PARTNER, partner.id, State.CHANGED)

    def _known(self, key: str) -> ExistingPartner | None:
        return self.recorded.get(self.directory.planned[key].existing_id or 0) if self.recorded else None

    def _changes(self, partners: list[PlannedPartner]) -> list[FieldChange]:
        changes = [
            FieldChange(self._column(each.role_code), None, self._name(each))
            for each in partners
            if each.state is State.NEW
        ]
        changes += [self._new_role(each) for each in partners if each.state is State.CHANGED]
        organisation = self.directory.carrier_of(self.row)
        if organisation.state is State.CHANGED:
            changes.append(FieldChange(self.columns.siret.header, None, organisation.siret))
        return changes

    def _new_role(self, partner: PlannedPartner) -> FieldChange:
        before = next(each.role_code for each in self.recorded.values() if each.id == partner.existing_id)
        return FieldChange(f"Rôle de {self._name(partner)}", _in_words(before), _in_words(partner.role_code))

    def _column(self, role_code: str) -> str:
        return self.columns.carrier.header if role_code == CARRIER else self.columns.partners.header

    def _name(self, partner: PlannedPartner) -> str:
        known = self.names.get(partner.existing_id or 0)
        return known or self.directory.planned[partner.organisation_key].name

    def key_of_member(self, name: str) -> str | None:
        """The organisation of that name when it takes part in the project, by the sheet or as recorded."""
        key = self._key(name)
        named = {self._key(each) for each in (self.row.carrier, *self.row.partners)}
        recorded = {folded(each) for each in self.names.values()}
        return key if key in named or key in recorded else None

    def _key(self, name: str) -> str:
        """The carrier's name is the carrier, even where another body bears the same name."""
        is_carrier = folded(name) == folded(self.row.carrier)
        return self.directory.carrier_key(self.row) if is_carrier else self.directory.key_of(name)

    def partner_id(self, key: str) -> int | None:
        organisation = self.directory.planned.get(key)
        known = self.recorded.get(organisation.existing_id or 0) if organisation else None
        return known.id if known else next((i for i, name in self.names.items() if folded(name) == key), None)


def _in_words(role_code: str) -> str:
    return role_code.replace("_", "\u00a0")


def plan_milestones(
    rows: Sequence[MilestoneRow],
    existing: ExistingProject | None,
    team: Team,
    columns: MilestoneColumns,
    findings: Findings,
) -> tuple[tuple[PlannedMilestone, ...], tuple[FieldChange, ...]]:
    pairs, _ = paired(rows, existing.milestones if existing else (), BY_KIND)
    planned = [_milestone(row, known, _responsible(row, team, columns, findings), team) for row, known in pairs]
    return tuple(each for each, _ in planned), tuple(change for _, some in planned for change in some)


def _responsible(row: MilestoneRow, team: Team, columns: MilestoneColumns, findings: Findings) -> str | None:
    if row.responsible is None:
        return None
    key = team.key_of_member(row.responsible)
    if key is None:
        expected = f"le porteur ou un partenaire de {row.code}"
        findings.refuse(row.code, row.source.fault(columns.responsible, expected))
    return key


def _milestone(
    row: MilestoneRow, known: ExistingMilestone | None, responsible: str | None, team: Team
) -> tuple[PlannedMilestone, tuple[FieldChange, ...]]:
    """A recorded milestone keeps its title, which people may have made more precise."""
    title = known.title if known else row.title
    done_on = kept(row.done_on, known.done_on if known else None)
    recorded_id = known.partner_id if known else None
    responsible_id = team.partner_id(responsible) if responsible else recorded_id
    before: Shown = {"Prévu le": known.due_on, "Réalisé le": known.done_on} if known else {}
    changes = tuple(changes_between(before, {"Prévu le": row.due_on, "Réalisé le": done_on}, title))
    if known and responsible and (responsible_id is None or responsible_id != recorded_id):
        before_name = team.names.get(recorded_id or 0)
        changes += (FieldChange(f"{title} – Responsable", before_name, row.responsible),)
    planned = PlannedMilestone(
        kind_code=row.kind_code,
        title=title,
        due_on=row.due_on,
        done_on=done_on,
        responsible_key=responsible,
        responsible_id=responsible_id,
        existing_id=known.id if known else None,
        state=state_of(known, changes),
    )
    return planned, changes
