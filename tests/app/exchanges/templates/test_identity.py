"""A filled template that comes back changes nothing, whatever was recorded."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.demo import load_demo
from app.projects.filters import PortfolioFilter
from imports.projects.planned import State
from tests.app.exchanges.templates.coming_back import EVERYTHING, NAMES, filled, recognised, sent_back, states
from tests.imports.templates.support import TODAY

CHOSEN = {"reponses": PortfolioFilter(region="53")}  # des milliers de lignes, sinon


@pytest.fixture(scope="module")
def demonstration(engine: Engine) -> Iterator[Connection]:
    """Loaded once for the module; what each test does over it is undone."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load_demo(session, TODAY)
            session.commit()
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
