"""The follow-up workbook over what it recorded before: field by field, nothing erased, nothing twice."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from app.models import (
    Domain,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    Partner,
    Project,
    StatusMove,
    project_domain,
)
from imports.projects import FieldChange, Plan, State, gather
from imports.projects.recorded import recorded
from imports.workbook import read_workbook
from tests.app.exchanges.workbooks import changes_of, counts, import_follow_up, the_first
from tests.imports.support import FOLLOW_UP
from tests.support.queries import counted

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def imported(engine: Engine) -> Iterator[Connection]:
    """Imported once for the module; what each test does over it is undone."""
    with engine.connect() as connection:
        transaction = connection.begin()
        import_follow_up(connection)
        yield connection
        transaction.rollback()


@pytest.fixture
def connection(imported: Connection) -> Iterator[Connection]:
    with imported.begin_nested() as savepoint:
        yield imported
        savepoint.rollback()


@pytest.fixture
def again(connection: Connection) -> Callable[..., Plan]:
    """Imports the workbook once more with these cells changed: `again({"Suivi!K5": 6000})`."""
    return lambda cells: import_follow_up(connection, cells)


def test_a_project_arrives_with_its_code_its_status_and_all_that_is_written_of_it(
    again: Callable[..., Plan], session: Session
) -> None:
    project = session.scalars(select(Project).where(Project.code == "ODD17-2023-002")).one()
    assert (project.status, project.region_code, project.category_code) == ("conventionne", "24", "mecenat")
    assert (project.starts_on, project.ends_on) == (date(2023, 2, 24), date(2024, 2, 24))
    domains = select(Domain.label).join(project_domain).where(project_domain.c.project_id == project.id)
    assert session.scalars(domains).all() == ["Numérique"]
    carrier = session.scalars(
        select(Organisation).join(Partner).where(Partner.project_id == project.id, Partner.role_code == "porteur")
    ).one()
    assert (carrier.siret, carrier.siren) == ("99999406400072", "999994064")
    paid = session.scalars(
        select(Instalment).join(Investment).where(Investment.project_id == project.id).order_by(Instalment.due_on)
    ).all()
    assert [(each.status, each.paid_on, each.paid_amount_eur) for each in paid] == [
        ("paid", date(2023, 3, 8), 12_250),
        ("paid", date(2024, 2, 24), 12_250),
    ]
    responsible = select(Milestone.title, Partner.organisation_id).join(Partner, Partner.id == Milestone.partner_id)
    rows = session.execute(responsible.where(Milestone.project_id == project.id).order_by(Milestone.due_on)).all()
    assert [tuple(row) for row in rows] == [
        ("Lancement", carrier.id),
        ("Point d’étape", carrier.id),
        ("Bilan", carrier.id),
    ]


def test_the_same_workbook_twice_adds_nothing(again: Callable[..., Plan], session: Session) -> None:
    before = counts(session)
    done = again({})
    assert (done.count(State.SAME), len(done.projects), changes_of(done)) == (33, 33, [])
    assert {organisation.state for organisation in done.organisations} == {State.SAME}
    assert counts(session) == before
    assert session.scalar(select(func.max(Project.version))) == 1


def test_reading_what_is_recorded_costs_the_same_for_one_project_and_for_all(
    again: Callable[..., Plan], connection: Connection, session: Session
) -> None:
    follow_up = read_workbook(FOLLOW_UP.read_bytes())
    costs = []
    for codes in (["ODD17-2023-001"], [row.code for row in gather(follow_up).projects]):
        with counted(connection) as statements:
            assert len(recorded(session, codes).projects) == len(codes)
        costs.append(len(statements))
    assert costs[0] == costs[1] == 7


def test_an_organisation_written_in_several_ways_is_recorded_once(again: Callable[..., Plan], session: Session) -> None:
    names = session.scalars(select(func.normalise(Organisation.name))).all()
    twins = {name for name in names if names.count(name) > 1}
    assert twins == {"collectif castagniccia en commun"}  # two SIREN: two organisations, and a note says so
    assert session.scalar(select(func.count()).where(Organisation.name.regexp_match("^[A-ZÉ ’]+$"))) == 0


def test_a_changed_amount_and_date_are_told_and_written(again: Callable[..., Plan], session: Session) -> None:
    done = again({"Suivi!K5": 6000, "Versements!D2": 3500, "Suivi!N5": "31/03/2025"})
    assert done.count(State.CHANGED) == 1
    assert changes_of(done) == [
        FieldChange("Date de fin", date(2025, 1, 20), date(2025, 3, 31)),
        FieldChange("Montant accordé", Decimal(5000), Decimal(6000)),
        FieldChange("Tranche 1 – Montant", Decimal(2500), Decimal(3500)),
    ]
    session.expire_all()
    project = the_first(session)
    assert project.ends_on == date(2025, 3, 31)
    investment = session.scalars(select(Investment).where(Investment.project_id == project.id)).one()
    assert investment.amount_eur == 6000
    assert again({"Suivi!K5": 6000, "Versements!D2": 3500, "Suivi!N5": "31/03/2025"}).count(State.SAME) == 33


def test_a_payment_in_the_sheet_pays_the_recorded_instalment(again: Callable[..., Plan], session: Session) -> None:
    again({"Versements!E2": date(2023, 8, 9), "Suivi!L5": 2500})
    mine = select(Instalment).join(Investment).where(Investment.project_id == the_first(session).id)
    session.expire_all()
    first, second = session.scalars(mine.order_by(Instalment.due_on)).all()
    assert (first.status, first.paid_on, first.paid_amount_eur) == ("paid", date(2023, 8, 9), 2500)
    assert (second.status, second.paid_on) == ("planned", None)


def test_a_paid_instalment_corrected_stays_paid_in_full(again: Callable[..., Plan], session: Session) -> None:
    again({"Versements!D4": 12_000, "Versements!D5": 12_500})
    rows = select(Instalment.amount_eur, Instalment.paid_amount_eur).join(Investment).join(Project)
    found = session.execute(rows.where(Project.code == "ODD17-2023-002").order_by(Instalment.due_on)).all()
    assert [tuple(row) for row in found] == [(12_000, 12_000), (12_500, 12_500)]


def test_a_payment_waits_for_the_milestone_it_depends_on(again: Callable[..., Plan], session: Session) -> None:
    project = the_first(session)
    instalment = session.scalars(select(Instalment).join(Investment).where(Investment.project_id == project.id)).first()
    step = session.scalars(select(Milestone).where(Milestone.project_id == project.id, Milestone.kind_code == "bilan"))
    assert instalment
    instalment.milestone_id = step.one().id
    session.flush()
    (fault,) = again({"Versements!E2": date(2023, 8, 9)}).faults
    assert (fault.sheet, fault.cell) == ("Versements", "E2")
    assert "tant que le jalon «\u00a0Bilan\u00a0» n’est pas fait" in fault.expected
    assert again({"Versements!E2": date(2023, 8, 9), "Jalons!D4": date(2023, 8, 8)}).faults == ()


def test_a_status_goes_forward_one_step_at_a_time_and_the_history_keeps_each(
    again: Callable[..., Plan], session: Session
) -> None:
    project = the_first(session)
    project.charter_version, project.charter_signed_on = "2", date(2023, 7, 1)
    session.flush()
    assert again({"Suivi!O5": "En cours"}).faults == ()
    moves = select(StatusMove.from_status, StatusMove.to_status).where(StatusMove.project_id == project.id)
    assert [tuple(row) for row in session.execute(moves.order_by(StatusMove.id))] == [
        ("valide", "conventionne"),
        ("conventionne", "en_cours"),
    ]


def test_without_a_signed_charter_the_status_cell_is_refused(again: Callable[..., Plan], session: Session) -> None:
    (fault,) = again({"Suivi!O5": "En cours"}).faults
    assert (fault.sheet, fault.cell, fault.read) == ("Suivi", "O5", "En cours")
    assert the_first(session).status == "valide"


def test_another_carrier_takes_over_and_the_former_becomes_a_partner(
    again: Callable[..., Plan], session: Session
) -> None:
    done = again({"Suivi!E5": "Coopérative Seine amont", "Suivi!G5": "Association Seine amont"})
    assert done.faults == ()
    statement = select(Organisation.name, Partner.role_code).join(Partner)
    rows = session.execute(statement.where(Partner.project_id == the_first(session).id).order_by(Organisation.name))
    assert [tuple(row) for row in rows] == [
        ("Association Seine amont", "partenaire"),
        ("Association Seine amont en commun", "partenaire"),
        ("Communauté de communes Seine amont", "partenaire"),
        ("Coopérative Seine amont", "porteur"),
    ]


def test_a_partner_that_has_left_stays_so(again: Callable[..., Plan], session: Session) -> None:
    cooperative = Organisation.name == "Coopérative Seine amont"
    mine = select(Partner).join(Organisation).where(Partner.project_id == the_first(session).id, cooperative)
    former = session.scalars(mine).one()
    former.left_on = date(2025, 1, 1)
    session.flush()
    assert again({}).count(State.SAME) == 33
    session.refresh(former)
    assert former.left_on == date(2025, 1, 1)


def test_a_category_that_contradicts_the_recorded_mode_is_refused(again: Callable[..., Plan], session: Session) -> None:
    the_first(session).mode_code = "mecenat_collectif"
    session.flush()
    (fault,) = again({"Suivi!I5": "Coopération économique"}).faults
    assert (fault.sheet, fault.cell, fault.read) == ("Suivi", "I5", "Coopération économique")
