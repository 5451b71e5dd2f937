"""A filled template that comes back changes nothing, whatever was recorded."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from app.exchanges.imports.attempt import attempt
from app.exchanges.service import export_portfolio
from app.models import User
from app.projects.filters import PortfolioFilter
from app.projects.referents import may_follow
from imports.projects.planned import State
from imports.workbook import read_workbook
from tests.app.exchanges.templates.coming_back import (
    EVERYTHING,
    NAMES,
    NOTHING_SAID,
    applied,
    filled,
    recognised,
    sent_back,
    states,
)
from tests.factories import a_user
from tests.imports.templates.support import TODAY, cells_of, without_identity

IN_ORDER = ("organisations", "projets", "partenaires", "jalons", "investissements", "indicateurs")
CHOSEN = {"reponses": PortfolioFilter(region="53")}  # des milliers de lignes, sinon


@pytest.fixture(scope="module")
def demonstration(demo_engine: Engine) -> Iterator[Connection]:
    """What each test does over it is undone."""
    with demo_engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def connection(demonstration: Connection) -> Iterator[Connection]:
    with demonstration.begin_nested() as savepoint:
        yield demonstration
        savepoint.rollback()


@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_portfolio_comes_back_the_same(session: Session, name: str) -> None:
    content = filled(session, name, CHOSEN.get(name, EVERYTHING))
    assert all(mapping.is_sure for mapping in recognised(session, content))
    plan = sent_back(session, content)
    assert (plan.faults, states(plan).keys()) == ((), {State.SAME})
    assert plan.count(State.SAME) > 10
    assert not [note for note in plan.notes if "masquée" in note.sentence]


def test_emptied_of_their_numbers_templates_fill_an_empty_installation_with_the_same_cells(
    session: Session, own_engine: Engine
) -> None:
    """What others point at comes first, and accounts, which no template opens, before all; each template is sent, then
    downloaded again once all are there.
    """
    order = [name for name in IN_ORDER if name in NAMES]
    sent = {name: without_identity(filled(session, name)) for name in order}
    with Session(own_engine) as elsewhere:
        for person in session.scalars(select(User).where(may_follow)):
            a_user(elsewhere, person.role, name=person.name, email=person.email)
        for name in order:
            applied(elsewhere, sent[name])
        for name in order:
            assert contents(filled(elsewhere, name)) == contents(sent[name]), name


def contents(content: bytes) -> dict[str, list[list[object]]]:
    return {
        sheet.title: cells_of(sheet) for sheet in read_workbook(content) if sheet.title not in {"Lisez-moi", "Listes"}
    }


def test_the_workbook_of_the_funders_comes_back_the_same_sheet_by_sheet(session: Session) -> None:
    """Of its sheets, those that say records one by one; « Projets » says totals, « Jalons » titles instead of kinds."""
    content = export_portfolio(session, chosen=EVERYTHING, today=TODAY, author="Le Fonds")
    wanted = {"Partenaires": "partenaires", "Investissements": "investissements", "Tranches": "tranches"}
    found = [each for each in recognised(session, content) if each.sheet in wanted]
    assert {each.sheet: each.kind for each in found} == wanted
    plan = attempt(session, read_workbook(content), found, NOTHING_SAID).plan
    assert (plan.faults, states(plan).keys()) == ((), {State.SAME})
