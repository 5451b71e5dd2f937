"""What this process keeps of a file it has planned: taken once, and only to read the same words the same way."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.exchanges.imports import applying
from app.exchanges.imports.kept import MOST, shelf
from app.exchanges.imports.service import Outcome, decide, set_mapping
from app.models import ImportBatch, Project, Region
from imports.mapping import mapping_of
from tests.app.exchanges.imports.files import follow_up_with
from tests.app.exchanges.imports.test_service import NOW, applied, received


@pytest.fixture(autouse=True)
def emptied() -> Iterator[None]:
    shelf.empty()
    yield
    shelf.empty()


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The batches whose cells were read a second time."""
    found: list[object] = []
    read = applying.cells_of

    def noting(batch: ImportBatch) -> object:
        found.append(batch.id)
        return read(batch)

    monkeypatch.setattr(applying, "cells_of", noting)
    return found


def taken(batch: ImportBatch) -> bool:
    return shelf.take(batch) is not None


def test_a_file_planned_here_is_written_without_its_cells_being_read_again(
    session: Session, read_again: list[object]
) -> None:
    assert applied(session, received(session)) is Outcome.DONE
    assert read_again == []


def test_what_another_process_planned_is_read_again_and_writes_the_same(
    session: Session, read_again: list[object]
) -> None:
    batch = received(session)
    shelf.empty()
    assert applied(session, batch) is Outcome.DONE
    assert read_again == [batch.id]


def test_it_is_taken_once(session: Session) -> None:
    batch = received(session)
    assert [taken(batch), taken(batch)] == [True, False]


def test_cells_are_read_again_after_a_list_was_edited(session: Session, read_again: list[object]) -> None:
    batch = received(session)
    region = session.get_one(Region, "53")
    region.label = "Bretagne et pays voisins"
    session.flush()
    applied(session, batch)
    assert batch.id in read_again


def test_not_after_the_columns_or_the_answers_were_changed(session: Session) -> None:
    batch = received(session)
    batch.mapping = [{**own, "header_row": 2} for own in batch.mapping]
    assert not taken(batch)
    batch = received(session)
    batch.decisions = {"corrections": [["Région", "Bretagne", "Normandie"]]}
    assert not taken(batch)


def test_what_a_person_said_since_is_what_is_written(session: Session) -> None:
    batch = received(session, follow_up_with({"Suivi!D5": "Bretagne"}))
    decide(session, batch, corrections={("Région", "Bretagne"): "Normandie"}, organisations={}, user=None, now=NOW)
    assert applied(session, batch) is Outcome.DONE
    assert session.query(Project).filter_by(region_code="53").count() == 0
    again = received(session)
    set_mapping(session, again, mapping_of(again.mapping), user=None, now=NOW)
    assert again.counts["changed"] > 0


def test_a_file_with_faults_is_not_kept(session: Session) -> None:
    assert not taken(received(session, follow_up_with({"Suivi!D5": "Bretange"})))


def test_the_last_files_only(session: Session) -> None:
    batches = [received(session) for _ in range(MOST + 1)]
    assert [taken(batch) for batch in batches] == [False, *[True] * MOST]
