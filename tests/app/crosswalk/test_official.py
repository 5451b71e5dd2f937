"""The four readings that come with the site: complete, honest, unsigned."""

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.crosswalk.checks import checks_of
from app.crosswalk.document import CrosswalkError, digest, parse_frame, written
from app.crosswalk.official import load_official, official_texts
from app.crosswalk.queries import current_versions, frame_choices, frame_codes, version_for
from app.errors import Refused
from app.grids.checks import blocking
from app.models import Crosswalk
from evaluation import load_grid
from tests.app.crosswalk.frames import signed
from tests.factories import GRID

FRAMES = {
    "cad": ["pertinence", "coherence", "efficacite", "efficience", "impact", "durabilite"],
    "dimensions": ["quoi", "qui", "combien", "contribution", "risque"],
    "odd17": ["17.14", "17.16", "17.17"],
    "impacts": ["innovation", "performance", "confiance"],
}


def test_the_four_frames_are_there_in_their_order(session: Session) -> None:
    found = current_versions(session)
    assert frame_codes(session) == tuple(FRAMES)
    assert {code: list(own.frame.item_codes) for code, own in found.items()} == FRAMES
    assert ("cad", "Six critères du CAD de l’OCDE") in frame_choices(session)


@pytest.mark.parametrize("code", FRAMES)
def test_each_is_ready_to_be_signed_and_not_signed(session: Session, code: str) -> None:
    version = current_versions(session)[code]
    checks = checks_of(version.frame, version, {GRID: load_grid(GRID)})
    assert blocking(checks) == []
    assert [check.title for check in checks if check.tone == "due"] == []
    assert not version.is_signed
    assert "que le Fonds n’a pas encore signée" in version.opinion


def test_what_no_question_says_is_said(session: Session) -> None:
    """The grid counts nobody: « combien » reads nothing and sends to the indicators."""
    item = current_versions(session)["dimensions"].frame.item("combien")
    assert item is not None
    assert (item.is_read, "indicateurs" in item.leaves_out) == (False, True)


def test_the_three_impacts_are_the_axes_themselves(session: Session) -> None:
    frame = current_versions(session)["impacts"].frame
    assert [item.axis for item in frame.items] == ["innovation", "performance", "confiance"]
    assert all(code[0] in "AB" for code in frame.ignored_in(load_grid(GRID)))


def test_loading_again_adds_nothing_over_what_the_fund_signed(session: Session, connection: Connection) -> None:
    signed(session)
    load_official(connection)
    assert session.scalar(select(func.count()).select_from(Crosswalk)) == 5
    assert current_versions(session)["cad"].number == 2


def test_an_unknown_frame_is_refused_with_those_that_exist(session: Session) -> None:
    with pytest.raises(Refused, match="essayez cad, dimensions, odd17, impacts"):
        version_for(session, "csrd")


@pytest.mark.parametrize("text", official_texts().values(), ids=official_texts())
def test_a_document_written_is_read_back_the_same(text: str) -> None:
    frame = parse_frame(text)
    assert parse_frame(written(frame)) == frame
    assert digest(written(frame)) == digest(written(parse_frame(written(frame))))


BROKEN = [
    ("frame = ", "ne se lit pas"),
    ('frame = "x"', "il manque"),
    (official_texts()["cad"].replace('code = "impact"', 'code = "coherence"'), "figure deux fois"),
    (official_texts()["impacts"].replace('axis = "innovation"', 'axis = "a"\nquestions = ["A1.1"]'), "pas les deux"),
]


@pytest.mark.parametrize(("text", "sentence"), BROKEN)
def test_a_document_that_does_not_hold_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(CrosswalkError, match=sentence):
        parse_frame(text)
