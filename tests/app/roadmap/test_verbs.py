"""What may be written of a measure, and what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.models import MeasureStatus, RoadmapMove
from app.roadmap.evidence import add_evidence
from app.roadmap.service import move_status, update_measure, write_titles
from app.roadmap.titles import Pasted
from tests.app.roadmap.measures import measure

TODAY = date(2026, 11, 27)
BLANK = {"title": "", "chantier": None, "target": "", "target_value": None, "target_unit": "", "target_on": None}


def moved(session: Session, to: MeasureStatus, dated_on: date = TODAY) -> RoadmapMove:
    own = measure(session, 7)
    return move_status(session, own, to=to, dated_on=dated_on, reason="Parce que.", user=None, today=TODAY)


def test_each_change_of_status_leaves_its_date_and_its_reason(session: Session) -> None:
    moved(session, MeasureStatus.UNDER_WAY, date(2026, 1, 5))
    moved(session, MeasureStatus.REACHED, date(2026, 6, 1))
    moved(session, MeasureStatus.UNDER_WAY, date(2026, 6, 1))
    assert measure(session, 7).status == "en_cours"
    found = session.execute(select(RoadmapMove.from_status, RoadmapMove.to_status).order_by(RoadmapMove.id))
    assert [tuple(row) for row in found] == [
        ("a_lancer", "en_cours"),
        ("en_cours", "atteinte"),
        ("atteinte", "en_cours"),
    ]


@pytest.mark.parametrize(
    ("to", "dated_on", "field"),
    [
        (MeasureStatus.UNDER_WAY, date(2026, 3, 1), "status"),
        (MeasureStatus.REACHED, TODAY + timedelta(days=1), "dated_on"),
        (MeasureStatus.REACHED, date(2026, 1, 4), "dated_on"),
    ],
)
def test_a_move_that_contradicts_the_history_is_refused(
    session: Session, to: MeasureStatus, dated_on: date, field: str
) -> None:
    moved(session, MeasureStatus.UNDER_WAY, date(2026, 1, 5))
    with pytest.raises(Refused) as refusal:
        moved(session, to, dated_on)
    assert (refusal.value.field, measure(session, 7).status) == (field, "en_cours")


def test_a_unit_asks_for_its_figure(session: Session) -> None:
    with pytest.raises(Refused) as refusal:
        update_measure(session, measure(session), **BLANK | {"target_unit": "territoires"}, user=None)
    assert refusal.value.field == "target_value"


def test_a_measure_that_moved_meanwhile_is_a_conflict(session: Session) -> None:
    own = measure(session)
    with pytest.raises(Conflict):
        update_measure(session, own, **BLANK | {"title": "Neuf"}, user=None, version=own.version - 1)


def test_evidence_is_of_the_past_and_of_a_document_that_exists(session: Session) -> None:
    given = {"sentence": "Un constat.", "user": None, "today": TODAY}
    for wrong, field in (({"dated_on": TODAY + timedelta(days=1)}, "dated_on"),
                         ({"dated_on": TODAY, "document_id": 999_999}, "document_id")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            add_evidence(session, measure(session), **wrong | given)
        assert refusal.value.field == field


def test_titles_are_written_only_over_what_the_preview_showed(session: Session) -> None:
    versions = {number: measure(session, number).version for number in (7, 8)}
    pasted = [Pasted(7, "Sept"), Pasted(8, "Huit")]
    assert write_titles(session, pasted, versions, user=None) == 2
    assert (
        write_titles(session, pasted, {7: measure(session, 7).version, 8: measure(session, 8).version}, user=None) == 0
    )
    with pytest.raises(Refused, match="La mesure 7 a changé"):
        write_titles(session, [Pasted(7, "Autre")], versions, user=None)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO roadmap_measure (number) VALUES (22)",
        "INSERT INTO roadmap_measure (number) VALUES (7)",
        "UPDATE roadmap_measure SET chantier = 'autre' WHERE number = 7",
        "UPDATE roadmap_measure SET status = 'autre' WHERE number = 7",
        "UPDATE roadmap_measure SET target_unit = 'projets' WHERE number = 7",
        "INSERT INTO roadmap_evidence (measure_id, dated_on, sentence)"
        " SELECT id, now(), '' FROM roadmap_measure LIMIT 1",
        "INSERT INTO roadmap_move (measure_id, from_status, to_status, dated_on, reason)"
        " SELECT id, 'en_cours', 'en_cours', now(), 'x' FROM roadmap_measure LIMIT 1",
    ],
)
def test_the_database_refuses_it_too(session: Session, statement: str) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(statement))
