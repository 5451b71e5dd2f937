"""Saving answers: blank, zero, « sans objet » and « ne sait pas » are four things; nothing is overwritten silently."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.assessments.gather import gather_one
from app.assessments.service import AnswerConflict
from app.errors import Conflict, Refused
from app.models import Answer, Respondent
from evaluation import score_campaign
from tests.app.assessments.situations import NOW, a_campaign_of, answer, fill


def stored(session: Session, question: str) -> tuple[int | None, str | None]:
    row = session.execute(select(Answer.level, Answer.no_level).where(Answer.question_code == question)).one()
    return row.level, row.no_level


@pytest.mark.parametrize(
    ("value", "expected"), [(0, (0, None)), ("NA", (None, "NA")), ("NSP", (None, "NSP")), (None, (None, None))]
)
def test_zero_not_applicable_unknown_and_blank_are_kept_apart(
    session: Session, value: int | str | None, expected: tuple[int | None, str | None]
) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    answer(session, respondent, "A1.1", 3)
    answer(session, respondent, "A1.1", value, seen=1)
    assert stored(session, "A1.1") == expected


def test_a_blank_answer_with_a_comment_is_kept_but_not_counted(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    service.save_answer(
        session,
        respondent=respondent,
        reading="observed",
        question_code="A1.1",
        value=None,
        comment=" À revoir. ",
        user=None,
        now=NOW,
    )
    assert session.scalar(select(Answer.comment)) == "À revoir."
    assert gather_one(session, campaign.id).campaign.respondents[0].answers == ()


@pytest.mark.parametrize(
    ("reading", "question", "value", "evidence"),
    [("observed", "Z9.9", 3, 0), ("initial", "B1.1", 3, 0), ("observed", "A1.1", 5, 0), ("observed", "A1.1", 3, 3)],
)
def test_what_no_page_offers_is_refused(
    session: Session, reading: str, question: str, value: int, evidence: int
) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    with pytest.raises(Refused):
        service.save_answer(
            session,
            respondent=respondent,
            reading=reading,
            question_code=question,
            value=value,
            evidence=evidence,
            user=None,
            now=NOW,
        )


def test_the_initial_reading_is_asked_only_on_its_axes(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association", moment="ex_ante")
    given = {"respondent": respondent, "reading": "initial", "value": 2, "user": None, "now": NOW}
    assert service.save_answer(session, question_code="B1.1", **given) == 1
    with pytest.raises(Refused, match=r"A1\.1 n’est pas posée"):
        service.save_answer(session, question_code="A1.1", **given)


def test_two_tabs_on_different_questions_merge(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    assert answer(session, respondent, "A1.1", 3) == 1
    assert answer(session, respondent, "A1.2", 2) == 1
    assert (stored(session, "A1.1"), stored(session, "A1.2")) == ((3, None), (2, None))


def test_two_tabs_on_the_same_question_show_both_versions(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    answer(session, respondent, "A1.1", 3)
    with pytest.raises(AnswerConflict) as conflict:
        answer(session, respondent, "A1.1", 1)
    assert (conflict.value.mine.content.value, conflict.value.theirs.content.value) == (1, 3)
    assert stored(session, "A1.1") == (3, None)


def test_an_answer_sent_again_after_a_lost_reply_is_no_conflict(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    assert answer(session, respondent, "A1.1", 3) == 1
    assert answer(session, respondent, "A1.1", 3) == 1


def test_a_conflict_on_one_question_does_not_hold_back_the_others(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    answer(session, respondent, "A1.1", 3)
    cells = [Typed("observed", "A1.1", Content(1), 0), Typed("observed", "A1.2", Content(2), 0)]
    saved = service.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW)
    assert [cell.question_code for cell in saved.conflicts] == ["A1.1"]
    assert stored(session, "A1.2") == (2, None)


def test_two_people_answering_at_the_same_instant_never_overwrite_each_other(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        _, (respondent,) = a_campaign_of(session, "association")
        session.commit()

    def second() -> str:
        with Session(own_engine) as later:
            try:
                answer(later, later.get_one(Respondent, respondent.id), "A1.1", 1)
            except AnswerConflict as conflict:
                return f"conflict with {conflict.theirs.content.value}"
        return "written"

    with Session(own_engine) as first, ThreadPoolExecutor(1) as pool:
        answer(first, first.get_one(Respondent, respondent.id), "A1.1", 3)
        waiting = pool.submit(second)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        first.commit()
        assert waiting.result(timeout=10) == "conflict with 3"


def test_priority_zero_takes_the_questions_of_its_criterion_out(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    fill(session, respondent, 3)
    service.set_priority(session, respondent=respondent, criterion_code="D1", value=0, user=None)
    gathered = gather_one(session, campaign.id)
    (reading,) = score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
    assert reading.axes["performance"].counts.not_applicable == 1
    assert reading.axes["performance"].by_respondent[0].criteria["D1"] is None


def test_a_priority_is_changed_forgotten_and_checked_against_what_was_seen(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    given = {"respondent": respondent, "criterion_code": "D1", "user": None}
    service.set_priority(session, value=2, **given)
    with pytest.raises(Conflict, match="a changé pendant votre saisie"):
        service.set_priority(session, value=1, seen_value=None, check_seen=True, **given)
    service.set_priority(session, value=None, seen_value=2, check_seen=True, **given)
    with pytest.raises(Refused):
        service.set_priority(session, respondent=respondent, criterion_code="A1", value=2, user=None)
