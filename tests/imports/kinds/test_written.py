"""From the sheets of a workbook to the database: every kind of sheet written once, found the same the second time."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.models import Answer, Indicator, Instalment, Investment, Measurement, Milestone, Organisation, Project, User
from app.models.base import Base
from imports.columns import find_layout
from imports.kinds import KINDS
from imports.kinds.identity import IDENTITY
from imports.mapping import SheetMapping
from imports.projects import Existing
from imports.projects.lists import vocabulary_of
from imports.projects.planned import State
from imports.records.planned import WorkbookPlan
from imports.records.recorded import load_records
from imports.whole import apply_workbook, gather_workbook, plan_workbook
from imports.workbook import Sheet, Workbook
from tests import factories as make
from tests.imports.kinds.support import Line
from tests.imports.support import sheet

DAY, DUE, DONE = date(2024, 1, 15), date(2024, 3, 1), date(2024, 3, 5)
Sheets = Mapping[str, Sequence[Line]]


def sheets_of(code: str) -> dict[str, list[Line]]:
    own = {"Projet": code}
    return {
        "investissements": [{**own, "Date COPIL": DAY, "N° de COPIL": "3", "Montant accordé": 10_000, "Objet": "A"}],
        "jalons": [{**own, "Jalon": "Bilan", "Prévu le": DUE, "Réalisé le": DONE, "Responsable": "Porteuse du Trégor"}],
        "tranches": [
            {**own, "Tranche": 1, "Échéance": DUE, "Montant": 4_000, "Payé le": DONE, "Jalon préalable": "Bilan"},
            {**own, "Tranche": "Solde", "Échéance": DONE, "Montant": 6_000},
        ],
        "indicateurs": [{**own, "Indicateur": "Foyers", "Cible": 400}],
        "mesures": [{**own, "Indicateur": "Foyers", "Date": DONE, "Valeur": "12,5", "Niveau de preuve": "mesuré"}],
        "reponses": [
            {**own, "Moment": "in itinere", "Organisation": "Porteuse du Trégor", "Question": "A1.1", "Réponse": 3},
            {**own, "Moment": "in itinere", "Organisation": "Porteuse du Trégor", "Question": "A1.2", "Réponse": "NSP"},
        ],
    }


def a_project(session: Session, status: str = "en_cours") -> Project:
    """Signed, with a partner who is invited to answer."""
    project = make.a_project(session, status=status)
    organisation = make.an_organisation(session, name="Porteuse du Trégor")
    partner = make.a_partner(session, project, organisation, role_code="porteur")
    make.a_respondent(session, make.a_campaign(session, project), partner)
    return project


def planned(session: Session, sheets: Sheets) -> WorkbookPlan:
    vocabulary = vocabulary_of(session)
    read = [_sheet(kind, lines) for kind, lines in sheets.items()]
    mapping = []
    for kind, own in zip(sheets, read, strict=True):
        layout = find_layout(own, (*KINDS[kind].columns(vocabulary), *IDENTITY))
        assert layout is not None
        assert not layout.unknown
        mapping.append(SheetMapping(own.title, kind, layout.header_row, layout.places))
    gathered = gather_workbook(Workbook(tuple(read)), mapping, {}, vocabulary)
    return plan_workbook(gathered, Existing(), load_records(session, gathered.kinds, gathered.codes), vocabulary)


def _sheet(kind: str, lines: Sequence[Line]) -> Sheet:
    headers = tuple(dict.fromkeys(header for line in lines for header in line))
    return sheet(KINDS[kind].label, headers, *([line.get(header) for header in headers] for line in lines))


def imported(session: Session, sheets: Sheets, user: User | None = None) -> WorkbookPlan:
    plan = planned(session, sheets)
    assert plan.faults == ()
    apply_workbook(session, plan, Existing(), user=user, today=DAY)
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    return plan


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_kind_of_sheet_is_written_and_found_the_same_the_second_time(session: Session) -> None:
    user, sheets = make.a_user(session), sheets_of(a_project(session).code)
    first = imported(session, sheets, user)
    assert {record.state for record in first.records} == {State.NEW}
    written = (Investment, Milestone, Instalment, Indicator, Measurement, Answer)
    assert [count(session, table) for table in written] == [1, 1, 2, 1, 1, 2]
    again = planned(session, sheets)
    assert ({record.state for record in again.records}, again.all_writes()) == ({State.SAME}, [])


def test_what_is_written_is_what_the_sheets_say(session: Session) -> None:
    user = make.a_user(session)
    imported(session, sheets_of(a_project(session).code), user)
    milestone = session.scalars(select(Milestone)).one()
    paid = session.scalars(select(Instalment).where(Instalment.label == "Tranche 1")).one()
    assert (paid.status, paid.paid_on, paid.paid_amount_eur, paid.milestone_id) == (
        "paid", DONE, Decimal(4_000), milestone.id,
    )  # fmt: skip
    measurement = session.scalars(select(Measurement)).one()
    assert (measurement.value, measurement.evidence, measurement.updated_by_id) == (Decimal("12.5"), 2, user.id)
    answers = session.scalars(select(Answer).order_by(Answer.question_code)).all()
    assert [(each.level, each.no_level, each.answered_by_id) for each in answers] == [
        (3, None, user.id), (None, "NSP", user.id),
    ]  # fmt: skip
    assert milestone.partner_id is not None


@pytest.mark.parametrize(
    ("kind", "change", "table", "column"),
    [
        ("investissements", {"Objet": "Autre objet"}, Investment, "purpose"),
        ("jalons", {"Preuve": "Photos"}, Milestone, "evidence"),
        ("tranches", {"Référence": "VIR-12"}, Instalment, "payment_reference"),
        ("indicateurs", {"Unité": "foyers"}, Indicator, "unit"),
        ("mesures", {"Source": "Bilan"}, Measurement, "source"),
        ("reponses", {"Commentaire": "Vu"}, Answer, "comment"),
    ],
)
def test_one_changed_cell_is_one_changed_record_of_the_next_version(
    session: Session, kind: str, change: Line, table: type[Base], column: str
) -> None:
    sheets = sheets_of(a_project(session).code)
    imported(session, sheets)
    first, *rest = sheets[kind]
    plan = imported(session, {**sheets, kind: [{**first, **change}, *rest]})
    assert [record.kind for record in plan.records if record.state is not State.SAME] == [kind]
    changed = session.scalars(select(table).where(table.version == 2)).one()
    assert getattr(changed, column) == next(iter(change.values()))


def test_a_new_row_beside_a_changed_one_is_written_with_it(session: Session) -> None:
    project = a_project(session, status="valide")
    sheets = sheets_of(project.code)
    imported(session, sheets)
    tranches = [{**sheets["tranches"][1], "Montant": 5_000}, {**sheets["tranches"][1], "Tranche": 3, "Montant": 1_000}]
    plan = imported(session, {"tranches": tranches})
    assert [record.state for record in plan.records] == [State.CHANGED, State.NEW]
    assert session.scalar(select(func.sum(Instalment.amount_eur))) == Decimal(10_000)


def test_an_investment_is_brought_down_with_its_instalments_and_kept_above_what_funders_bring(session: Session) -> None:
    project = a_project(session)
    investment = make.an_investment(session, project, "10000", copil_on=DAY)
    make.an_allocation(session, investment, session.scalars(select(Organisation)).one(), "7000")
    make.an_instalment(session, investment, "10000")
    own = {"Projet": project.code}
    granted, part = {**own, "Date COPIL": DAY, "Montant accordé": 7_000}, {**own, "Tranche": 1, "Échéance": DUE}
    imported(session, {"investissements": [granted], "tranches": [{**part, "Montant": 7_000}]})
    assert (investment.amount_eur, investment.version) == (Decimal(7_000), 2)
    refused = planned(session, {"investissements": [{**granted, "Montant accordé": 6_999}]})
    (fault,) = refused.faults
    assert fault.expected == "au moins les affectations des financeurs, soit 7\u202f000\u00a0€"
