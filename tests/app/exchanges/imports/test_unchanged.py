"""The plan that was seen is written as it is while nothing it was compared with has changed; else it is made again."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.db import writing
from app.exchanges.imports import applying
from app.exchanges.imports.kept import shelf
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.service import Outcome
from app.models import Organisation, Project, Region
from tests import factories as make
from tests.app.exchanges.imports.test_service import applied, received


@pytest.fixture(autouse=True)
def emptied() -> Iterator[None]:
    shelf.empty()
    yield
    shelf.empty()


@pytest.fixture
def made_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """As many ones as plans made again."""
    found: list[int] = []
    compare = applying.compare

    def noting(*given: object, **named: object) -> object:
        found.append(1)
        return compare(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "compare", noting)
    return found


def sent(engine: Engine) -> int:
    with writing(engine) as session:
        return received(session).id


def confirmed(engine: Engine, number: int) -> Outcome:
    with writing(engine) as session:
        return applied(session, get_batch(session, number))


def projects(engine: Engine) -> int | None:
    with writing(engine) as session:
        return session.scalar(select(func.count()).select_from(Project))


def rename_a_region(session: Session) -> None:
    session.get_one(Region, "53").label = "Bretagne historique"


def add_an_organisation(session: Session) -> None:
    session.add(Organisation(name="Les Ateliers du Lin", profile_code="association"))


def test_nothing_changed_so_the_plan_that_was_seen_is_written(own_engine: Engine, made_again: list[int]) -> None:
    number = sent(own_engine)
    assert confirmed(own_engine, number) is Outcome.DONE
    assert (made_again, projects(own_engine)) == ([], 33)


def test_another_file_received_meanwhile_changes_nothing_to_it(own_engine: Engine, made_again: list[int]) -> None:
    number = sent(own_engine)
    sent(own_engine)
    assert confirmed(own_engine, number) is Outcome.DONE
    assert made_again == []


@pytest.mark.parametrize("change", [rename_a_region, add_an_organisation, lambda session: make.a_project(session)])
def test_made_again_after_anything_was_written(
    own_engine: Engine, made_again: list[int], change: Callable[[Session], object]
) -> None:
    number = sent(own_engine)
    with writing(own_engine) as session:
        change(session)
    confirmed(own_engine, number)
    assert made_again == [1]


def test_made_again_when_someone_was_writing_while_it_was_made(own_engine: Engine, made_again: list[int]) -> None:
    """Its transaction began before the plan, and was over after it: older, and yet news."""
    with writing(own_engine) as slow:
        add_an_organisation(slow)
        slow.flush()
        number = sent(own_engine)
    assert confirmed(own_engine, number) is Outcome.DONE
    assert made_again == [1]


def test_a_project_taken_by_someone_else_is_told_and_nothing_is_written(own_engine: Engine) -> None:
    number = sent(own_engine)
    with writing(own_engine) as session:
        make.a_project(session, code="ODD17-2023-001")
    assert confirmed(own_engine, number) is Outcome.CHANGED
    assert projects(own_engine) == 1


def test_the_transaction_of_the_plan_itself_makes_it_again(own_engine: Engine, made_again: list[int]) -> None:
    """What it writes after the plan joins the same line of the journal: it could not be told apart."""
    with writing(own_engine) as session:
        batch = received(session)
        assert applied(session, batch) is Outcome.DONE
    assert made_again == [1]
