"""A grid filled on a workbook is scored exactly as on the web, and says who gave it."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.assessments.cells import Content, Typed
from app.assessments.gather import gather_one
from app.exchanges.offline.service import Giver
from app.models import Answer, OfflineGrid, Respondent, RespondentEvent, RespondentPriority
from evaluation import ReadingScore, score_campaign
from tests import factories as make
from tests.app.assessments.situations import GRID, NOW, QUESTIONS, a_campaign_of
from tests.app.exchanges.offline.situations import RECEIVED, a_partner_with_a_workbook, filled, kept, prepared
from tests.imports.offline.libreoffice import filled_by_libreoffice
from tests.imports.offline.support import LISTS, at

WORDS = dict(LISTS.levels)
VALUES = [0, 1, 2, 3, 4, "NA", "NSP", None]
PROFILES = ("association", "collectivite", "entreprise")


def answers_of(place: int) -> dict[str, int | str | None]:
    """Of everything, and different for each partner."""
    return {question: VALUES[(number * 3 + place * 5) % len(VALUES)] for number, question in enumerate(QUESTIONS)}


def scored(session: Session, campaign_id: int) -> tuple[ReadingScore, ...]:
    gathered = gather_one(session, campaign_id)
    return score_campaign(gathered.grid, gathered.campaign, gathered.project_start)


def on_the_web(session: Session) -> tuple[ReadingScore, ...]:
    campaign, respondents = a_campaign_of(session, *PROFILES)
    for place, respondent in enumerate(respondents):
        cells = [Typed("observed", question, Content(value), 0) for question, value in answers_of(place).items()]
        assessments.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW)
        assessments.set_priority(session, respondent=respondent, criterion_code="D1", value=place, user=None)
    return scored(session, campaign.id)


def typed(place: int) -> dict[str, object]:
    return {question: WORDS[str(value)] for question, value in answers_of(place).items() if value is not None}


def priority(place: int) -> str:
    return dict(LISTS.priorities)[str(place)]


def figures(readings: tuple[ReadingScore, ...]) -> list[float | None]:
    """Partners in the order they were made: organisations 9 and 10 are not in that order as texts."""
    axes = [axis for reading in readings for axis in reading.axes.values()]
    own = [each.score for axis in axes for each in sorted(axis.by_respondent, key=lambda own: int(own.respondent))]
    return [*(axis.score for axis in axes), *(axis.coverage for axis in axes), *own]


def assert_equal_scores(first: list[float | None], second: list[float | None]) -> None:
    assert len(first) == len(second) > 20
    for one, other in zip(first, second, strict=True):
        assert (one is None) == (other is None)
        assert one is None or abs(one - other) <= 1e-12  # type: ignore[operator]


def test_the_same_answers_give_the_same_scores(session: Session) -> None:
    campaign, respondents = a_campaign_of(session, *PROFILES)
    books = [
        filled(prepared(session, respondent), typed(place), {"C6": priority(place)})
        for place, respondent in enumerate(respondents)
    ]
    assert len(kept(session, *books)) == 3
    assert_equal_scores(figures(scored(session, campaign.id)), figures(on_the_web(session)))


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_grids_filled_in_libreoffice_give_the_same_scores(session: Session, tmp_path: Path) -> None:
    """Opened, filled cell by cell and saved by LibreOffice: nothing of ours touches the file on its way."""
    campaign, respondents = a_campaign_of(session, *PROFILES)
    books = []
    for place, respondent in enumerate(respondents):
        cells = {at(question): str(words) for question, words in typed(place).items()} | {"C6": priority(place)}
        folder = tmp_path / str(place)
        folder.mkdir()
        books.append(filled_by_libreoffice(folder, prepared(session, respondent), cells))
    assert len(kept(session, *books)) == 3
    assert_equal_scores(figures(scored(session, campaign.id)), figures(on_the_web(session)))


def test_answers_priorities_and_comments_are_stored_as_they_were_given(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    kept(session, filled(content, {"A1.1": "3 – Fort", "A1.2": "Sans objet"}, {"E12": "-1+1 pour rire", "C7": 0}))
    rows = session.execute(select(Answer.question_code, Answer.level, Answer.no_level, Answer.comment))
    assert sorted(tuple(row) for row in rows) == [("A1.1", 3, None, "-1+1 pour rire"), ("A1.2", None, "NA", "")]
    given = session.execute(select(RespondentPriority.criterion_code, RespondentPriority.value))
    assert [tuple(row) for row in given] == [("D2", 0)]
    assert respondent.submitted_at is None


def test_two_readings_are_kept_apart(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session, moment="ex_ante")
    kept(session, filled(filled(content, {"B1.1": 1}, reading="initial"), {"B1.1": 4}, reading="expected"))
    rows = session.execute(select(Answer.reading, Answer.question_code, Answer.level).order_by(Answer.reading))
    assert [tuple(row) for row in rows] == [("expected", "B1.1", 4), ("initial", "B1.1", 1)]


def test_a_person_of_the_fund_hands_it_over_on_behalf_of_the_partner(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    user = make.a_user(session)
    kept(session, filled(content, {"A1.1": 3}), giver=Giver(user=user))
    assert session.execute(select(Answer.answered_by_id, Answer.invitation_id)).one() == (user.id, None)
    event = session.execute(select(RespondentEvent.kind, RespondentEvent.user_id, RespondentEvent.reason)).one()
    assert event == ("offline", user.id, "Réponses et priorités\u00a0: 1\u00a0nouvelle")
    record = session.scalars(select(OfflineGrid)).one()
    assert (record.received_at, record.received_by_id) == (RECEIVED, user.id)
    assert record.received_sha256 is not None
    assert record.respondent_id == respondent.id


def test_the_partner_itself_is_the_author_of_what_it_sends(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    invitation = make.an_invitation(session, respondent)
    kept(session, filled(content, {"A1.1": 3}), giver=Giver(invitation_id=invitation.id))
    assert session.execute(select(Answer.answered_by_id, Answer.invitation_id)).one() == (None, invitation.id)
    assert session.scalars(select(RespondentEvent.invitation_id)).one() == invitation.id


def test_the_grid_is_submitted_when_asked(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    (done,) = kept(session, filled(content, {"A1.1": 3}), submit=True)
    assert done.submitted
    assert session.get_one(Respondent, respondent.id, populate_existing=True).submitted_at == RECEIVED


def test_agreeing_to_be_quoted_is_kept(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    row = 9 + sum(1 + sum(1 + len(c.questions) for c in axis.criteria) for axis in GRID.axes) + 2
    kept(session, filled(content, {"A1.1": 3}, {f"C{row}": "oui"}))
    assert session.get_one(Respondent, respondent.id, populate_existing=True).quotes_allowed
