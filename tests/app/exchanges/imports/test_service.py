"""A received file from its arrival to its writing, without pages."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.imports.queries import get_batch, lines
from app.exchanges.imports.service import Outcome, abandon, apply, decide, receive, set_mapping
from app.models import BatchStatus, ImportBatch, ImportChange, ImportHeader, Indicator, Milestone, Project
from imports.errors import UnreadableFile
from imports.mapping import mapping_of
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of, follow_up_with
from tests.imports.support import FOLLOW_UP

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def received(session: Session, content: bytes = b"", name: str = "suivi.xlsx", kind: str = "") -> ImportBatch:
    return receive(session, name=name, content=content or FOLLOW_UP.read_bytes(), kind=kind, user=None, now=NOW)


def applied(session: Session, batch: ImportBatch) -> Outcome:
    return apply(session, batch, seen=batch.plan_digest, user=None, now=NOW)


def test_a_follow_up_workbook_is_planned_as_it_comes_then_written_whole(session: Session) -> None:
    batch = received(session)
    assert (batch.status, batch.counts["new"], batch.faults) == (BatchStatus.PLANNED, 33, [])
    assert session.scalar(select(func.count()).select_from(Project)) == 0
    assert applied(session, batch) is Outcome.DONE
    assert session.scalar(select(func.count()).select_from(Project)) == 33
    assert session.scalar(select(func.count()).select_from(Milestone)) == 99


def test_every_row_written_is_kept_with_its_batch_and_nothing_written_after(session: Session) -> None:
    batch = received(session)
    applied(session, batch)
    make.a_project(session, code="ODD17-2030-001")
    kept = select(ImportChange.table_name, func.count()).where(ImportChange.batch_id == batch.id)
    by_table = dict(session.execute(kept.group_by(ImportChange.table_name)).all())
    assert by_table["project"] == 33
    assert session.scalar(select(func.count()).select_from(ImportChange).where(ImportChange.before.is_not(None))) == 0
    assert session.scalar(text("SELECT current_setting('odd17.import_batch', true)")) == ""


def test_the_same_file_again_has_nothing_to_import(session: Session) -> None:
    applied(session, received(session))
    again = received(session)
    assert (again.counts["same"], again.counts["changed"], again.counts["new"]) == (33, 0, 0)
    with pytest.raises(Refused, match="ne change rien"):
        applied(session, again)


def test_lines_are_read_by_state_and_say_each_field_before_and_after(session: Session) -> None:
    applied(session, received(session))
    batch = received(session, follow_up_with({"Suivi!B5": "Un tout autre titre"}))
    found, _ = lines(session, batch.id, state="changed")
    assert [(line.row, line.kind) for line in found] == [(5, "projets")]
    (change,) = found[0].changes
    assert (change["field"], change["after"]) == ("Intitulé du projet", "Un tout autre titre")
    assert change["before"]
    first, page = lines(session, batch.id, state="same")
    assert (len(first), page.next) == (32, "")


def test_a_fault_is_corrected_on_the_page_for_all_the_cells_that_say_it(session: Session) -> None:
    batch = received(session, follow_up_with({"Suivi!D5": "Bretange", "Suivi!D6": "Bretange"}))
    assert [fault["cell"] for fault in batch.faults] == ["D5", "D6"]
    with pytest.raises(Refused, match="à corriger"):
        applied(session, batch)
    said = {("Région", "Bretange"): "Bretagne"}
    decide(session, batch, corrections=said, organisations={}, user=None, now=NOW)
    assert (batch.faults, batch.counts["new"]) == ([], 33)
    assert applied(session, batch) is Outcome.DONE


def test_a_plan_that_is_no_longer_true_is_made_again_and_nothing_is_written(session: Session) -> None:
    batch = received(session)
    make.a_project(session, code="ODD17-2023-001", title="Arrivé entre-temps")
    assert applied(session, batch) is Outcome.CHANGED
    assert session.scalar(select(func.count()).select_from(Project)) == 1
    assert batch.status == BatchStatus.PLANNED


def test_a_digest_of_another_page_writes_nothing(session: Session) -> None:
    batch = received(session)
    assert apply(session, batch, seen="autre", user=None, now=NOW) is Outcome.CHANGED
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_what_cannot_be_read_is_refused_at_once(session: Session) -> None:
    with pytest.raises(UnreadableFile):
        received(session, b"%PDF-1.4 rien")


def test_headings_said_once_are_known_in_the_next_file(session: Session) -> None:
    project = make.a_project(session)
    rows = [["Dossier", "Ce qu’on compte", "But"], [project.code, "Emplois", "12"]]
    batch = received(session, csv_of(rows), "compte.csv", "indicateurs")
    assert batch.status == BatchStatus.COLUMNS
    mapping = [dict(batch.mapping[0], kind="indicateurs", header_row=1, places={"code": 1, "label": 2, "target": 3})]
    set_mapping(session, batch, mapping_of(mapping), user=None, now=NOW)
    assert (batch.status, batch.counts["new"]) == (BatchStatus.PLANNED, 1)
    assert session.scalar(select(func.count()).select_from(ImportHeader)) == 3
    assert applied(session, batch) is Outcome.DONE
    assert session.scalars(select(Indicator.label)).all() == ["Emplois"]
    rows[1][1] = "Logements"
    assert received(session, csv_of(rows), "suite.csv", "indicateurs").status == BatchStatus.PLANNED


def test_a_close_name_is_asked_about_until_someone_says_and_is_remembered(session: Session) -> None:
    known = make.an_organisation(session, name="Association Loire et Beauces")
    batch = received(session, csv_of([["Nom", "Profil"], ["Asso. Loire & Beauce", "Association"]]), "orga.csv")
    assert [question["name"] for question in batch.questions] == ["Asso. Loire & Beauce"]
    with pytest.raises(Refused, match="organisations"):
        applied(session, batch)
    answers = {batch.questions[0]["key"]: known.id}
    decide(session, batch, corrections={}, organisations=answers, user=None, now=NOW)
    assert (batch.questions, batch.counts["new"]) == ([], 0)
    again = received(session, csv_of([["Nom", "Profil"], ["Asso. Loire & Beauce", "Association"]]), "suite.csv")
    assert again.questions == []


def test_an_abandoned_file_is_forgotten(session: Session) -> None:
    batch = received(session)
    abandon(session, batch, user=None, now=NOW)
    session.flush()
    assert (batch.status, get_batch(session, batch.id).content) == (BatchStatus.ABANDONED, None)
    with pytest.raises(Refused, match="abandonné"):
        applied(session, batch)
