"""Builds cells, sheets and whole workbooks, and records a plan as the database would, to plan again against it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from imports.projects import (
    Existing,
    ExistingInstalment,
    ExistingInvestment,
    ExistingMilestone,
    ExistingOrganisation,
    ExistingPartner,
    ExistingProject,
    Plan,
    PlannedProject,
    gather,
    plan,
)
from imports.workbook import Cell, CellValue, Kind, Row, Sheet, Workbook

FOLLOW_UP = Path(__file__).parent / "files" / "suivi-projets-fictif.xlsx"
Value = CellValue | Cell

SUIVI = (
    "N°", "Intitulé du projet", "Territoire", "Région", "Porteur", "SIRET porteur", "Autres partenaires", "Thématique",
    "Catégorie", "Date COPIL", "Montant accordé", "Versé à ce jour", "Date de début", "Date de fin", "Statut",
)  # fmt: skip
VERSEMENTS = ("Projet", "Tranche", "Échéance", "Montant", "Payé le")
JALONS = ("Projet", "Jalon", "Prévu le", "Réalisé le", "Responsable")
CODE = "ODD17-2024-001"
PROJECT: dict[str, Value] = {
    "N°": CODE, "Intitulé du projet": "Pacte des rivières", "Territoire": "Trégor", "Région": "Bretagne",
    "Porteur": "Association du Trégor", "Autres partenaires": "Fondation du Trégor", "Thématique": "Énergie",
    "Catégorie": "Mécénat", "Date COPIL": date(2024, 1, 15), "Montant accordé": 10_000, "Versé à ce jour": 4_000,
    "Date de début": date(2024, 2, 1), "Date de fin": date(2025, 1, 31), "Statut": "En cours",
}  # fmt: skip
INSTALMENTS: tuple[Sequence[Value], ...] = (
    (CODE, 1, date(2024, 2, 1), 4_000, date(2024, 2, 10)),
    (CODE, 2, date(2025, 1, 31), 6_000, None),
)
MILESTONES: tuple[Sequence[Value], ...] = (
    (CODE, "Lancement", date(2024, 2, 1), date(2024, 2, 3), "Association du Trégor"),
    (CODE, "Bilan", date(2025, 1, 31), None, "Fondation du Trégor"),
)


def cell(value: CellValue, row: int = 1, column: int = 1, formula: str | None = None) -> Cell:
    return Cell(row, column, _kind(value), value, formula)


def sheet(title: str, *rows: Sequence[Value], **options: object) -> Sheet:
    numbered = enumerate(rows, start=1)
    return Sheet(title, tuple(Row(number, _cells(number, values)) for number, values in numbered if values), **options)  # type: ignore[arg-type]


def project_line(**changes: Value) -> list[Value]:
    values = PROJECT | changes
    return [values.get(header) for header in SUIVI]


def book(
    projects: Iterable[Sequence[Value]] | None = None,
    instalments: Iterable[Sequence[Value]] = INSTALMENTS,
    milestones: Iterable[Sequence[Value]] = MILESTONES,
) -> Workbook:
    """One project unless told otherwise, its table on row 1 of each sheet."""
    return Workbook(
        (
            sheet("Suivi", SUIVI, *([project_line()] if projects is None else projects)),
            sheet("Versements", VERSEMENTS, *instalments),
            sheet("Jalons", JALONS, *milestones),
        )
    )


def planned(workbook: Workbook | None = None, existing: Existing | None = None) -> Plan:
    return plan(gather(workbook or book()), existing or Existing())


def edited(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The follow-up workbook with some cells changed, as a file."""
    workbook = openpyxl.load_workbook(FOLLOW_UP)
    change(workbook)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def recorded(done: Plan) -> Existing:
    """What the database holds once a plan of new records is applied."""
    ids = {organisation.key: number for number, organisation in enumerate(done.organisations, start=1)}
    organisations = tuple(
        ExistingOrganisation(ids[each.key], each.name, each.profile_code, each.siren, each.siret)
        for each in done.organisations
    )
    projects = (_project(number, each, ids) for number, each in enumerate(done.projects, start=1))
    return Existing(tuple(projects), organisations)


def _project(number: int, done: PlannedProject, ids: dict[str, int]) -> ExistingProject:
    assert done.values
    partners = {each.organisation_key: 100 * number + i for i, each in enumerate(done.partners, start=1)}
    return ExistingProject(
        id=number,
        code=done.code,
        title=done.values.title,
        status=done.values.status,
        territory_label=done.values.territory_label,
        region_code=done.values.region_code,
        domain_codes=done.values.domain_codes,
        category_code=done.values.category_code,
        starts_on=done.values.starts_on,
        ends_on=done.values.ends_on,
        investments=_investments(number, done),
        partners=tuple(
            ExistingPartner(partners[each.organisation_key], ids[each.organisation_key], each.role_code)
            for each in done.partners
        ),
        milestones=tuple(
            ExistingMilestone(
                i, each.kind_code, each.title, each.due_on, each.done_on, partners.get(each.responsible_key or "")
            )
            for i, each in enumerate(done.milestones, start=1)
        ),
    )


def _investments(number: int, done: PlannedProject) -> tuple[ExistingInvestment, ...]:
    if done.investment is None:
        return ()
    instalments = tuple(
        ExistingInstalment(i, each.label, each.due_on, each.amount_eur, each.status, each.paid_on)
        for i, each in enumerate(done.investment.instalments, start=1)
    )
    investment = done.investment
    return (ExistingInvestment(number, investment.copil_on, investment.amount_eur, instalments=instalments),)


def _cells(row: int, values: Sequence[Value]) -> dict[int, Cell]:
    return {column: _placed(value, row, column) for column, value in enumerate(values, start=1) if value is not None}


def _placed(value: Value, row: int, column: int) -> Cell:
    if isinstance(value, Cell):
        return Cell(row, column, value.kind, value.value, value.formula)
    return cell(value, row, column)


def _kind(value: CellValue) -> Kind:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, date):
        return "date"
    return "empty" if value is None else "text"
