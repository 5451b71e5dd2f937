"""A large import undone: no more statements than for a small one, and nothing at all when one group resists."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import preview_undo, undo_batch
from app.models import ImportBatch, Investment
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import NOW, count, importing, undo
from tests.support.queries import Statements, counted


def undone(session: Session, batch: ImportBatch) -> Statements:
    with counted(session.connection()) as statements:
        undo(session, batch)
    return statements


def test_the_number_of_statements_does_not_grow_with_the_rows(session: Session) -> None:
    projects = [make.a_project(session) for _ in range(40)]
    numbers = []
    for some in (projects[:2], projects):
        with importing(session) as batch:
            for project in some:
                project.title = f"Importé dans {batch.id}"
                partner = make.a_partner(session, project)
                make.an_instalment(session, make.an_investment(session, project))
                make.a_milestone(session, make.a_project(session), partner_id=partner.id)
        numbers.append(len(undone(session, batch)))
    assert numbers[0] == numbers[1]


def test_nor_that_of_a_preview_with_edits(session: Session) -> None:
    numbers = []
    for size in (2, 30):
        with importing(session) as batch:
            projects = [make.a_project(session) for _ in range(size)]
        for project in projects:
            make.a_milestone(session, project)
            project.title = "Corrigé"
        session.flush()
        with counted(session.connection()) as statements:
            assert len(preview_undo(session, batch).edited) == size
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]


@pytest.fixture
def investments(session: Session) -> list[Investment]:
    return [make.an_investment(session, make.a_project(session), "1000") for _ in range(32)]


def test_one_project_that_resists_keeps_none_of_the_others(session: Session, investments: list[Investment]) -> None:
    with importing(session) as batch:
        for investment in investments:
            investment.amount_eur = Decimal(9000)
            make.an_instalment(session, investment)
    make.an_allocation(session, investments[20], make.an_organisation(session), "5000")
    statements = undone(session, batch)
    assert [own.amount_eur for own in investments].count(Decimal(9000)) == 1
    assert (investments[20].amount_eur, count(session, "instalment")) == (9000, 1)
    assert len(statements) < 100
    (note,) = session.get_one(ImportBatch, batch.id + 1).notes
    assert "les affectations dépasseraient" in note
    assert "1\u00a0tranche" in note


def test_the_work_is_told_row_by_row_and_may_be_stopped(session: Session, investments: list[Investment]) -> None:
    with importing(session) as batch:
        for investment in investments:
            investment.purpose = "Importé"
    told: list[int] = []
    with pytest.raises(ZeroDivisionError), session.begin_nested():
        undo_batch(session, batch, seen=None, user=None, now=NOW, tell=lambda rows: told.append(1 // (rows - 32)))
    assert (told, investments[0].purpose, batch.status) == ([], "Importé", "applied")
    undo_batch(session, batch, seen=None, user=None, now=NOW, tell=told.append)
    assert (told, investments[0].purpose) == ([32], "")
