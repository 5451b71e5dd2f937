"""A report read in the terms of another frame: whose opinion it is, what it leaves out, and no rank."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.crosswalk.queries import version_for
from app.errors import Refused
from app.exchanges.printing.lecture import lecture_of
from app.exchanges.printing.report import funder_report
from app.exchanges.reports.choice import ReportChoice
from tests.app.results.published import a_project_with_partners, a_published_campaign

DAY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


def read(session: Session, frame: str) -> str:
    html = funder_report(session, ReportChoice(as_of=DAY, frame=frame), "Claire Martin").html
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def projects(session: Session, *levels: int, moment: str = "in_itinere") -> list[int]:
    ids = []
    for level in levels:
        project, partners = a_project_with_partners(session)
        a_published_campaign(session, project, partners, level, level, level, moment=moment)
        ids.append(project.id)
    session.commit()
    return ids


def test_each_item_is_read_with_what_it_leaves_out_and_whose_opinion_it_is(session: Session) -> None:
    projects(session, 1, 2, 4)
    text, version = read(session, "cad"), version_for(session, "cad", DAY)
    assert version.opinion.replace("\u00a0", " ").replace("\u202f", " ") in text
    assert "ni note d’ensemble, ni classement" in text
    for item in version.frame.items:
        assert item.label in text
    lecture = lecture_of(session, projects(session, 1, 2, 4), "cad", DAY, 3)
    assert lecture is not None
    read_items = [line for line in lecture.lines if line.scores]
    assert read_items
    assert {line.median for line in read_items} == {50.0}


def test_a_median_is_not_read_of_too_few_projects(session: Session) -> None:
    lecture = lecture_of(session, projects(session, 1, 4), "cad", DAY, 3)
    assert lecture is not None
    assert {line.median for line in lecture.lines} == {None}
    assert len(lecture.by_project) == 2


def test_what_is_expected_is_never_mixed_with_what_is_observed(session: Session) -> None:
    lecture = lecture_of(session, projects(session, 1, 2, 4, moment="ex_ante"), "cad", DAY, 3)
    assert lecture is not None
    assert [line.scores for line in lecture.lines] == [()] * len(lecture.lines)


def test_an_unknown_frame_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="n’est pas une lecture connue"):
        read(session, "inconnue")


def test_without_a_frame_nothing_is_said_of_any(session: Session) -> None:
    projects(session, 1)
    assert 'id="lecture"' not in read(session, "")
