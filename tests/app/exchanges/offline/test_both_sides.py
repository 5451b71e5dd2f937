"""Answered in the workbook and on the web: nothing is overwritten silently, on either side."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.assessments.service import AnswerConflict
from app.exchanges.offline import service
from app.exchanges.offline.applying import choice_name
from app.exchanges.offline.plan import Change, Fate, FilePlan
from app.exchanges.offline.service import Undecided
from app.models import Answer, Campaign, Respondent, RespondentPriority
from tests.app.assessments.situations import answer
from tests.app.exchanges.offline.situations import (
    LATER,
    RECEIVED,
    a_partner_with_a_workbook,
    filled,
    kept,
    prepared,
    received,
    the_plan,
)


def levels(session: Session) -> dict[str, int | None]:
    return {row.question_code: row.level for row in session.execute(select(Answer.question_code, Answer.level))}


def choice(plan: FilePlan, side: str) -> dict[str, str]:
    return {choice_name(plan, change): f"{side}.{change.seen}" for change in plan.conflicts}


def answered_on_both_sides(session: Session) -> tuple[Respondent, bytes, FilePlan]:
    """A1.1 was 2 when the workbook left; 4 in the workbook now, 1 on the web."""
    _, respondent, _ = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 2)
    book = filled(prepared(session, respondent), {"A1.1": 4, "A1.2": 3})
    answer(session, respondent, "A1.1", 1, seen=1)
    return respondent, book, the_plan(received(session, book))


def test_a_question_answered_on_both_sides_is_shown_with_both(session: Session) -> None:
    _, _, plan = answered_on_both_sides(session)
    (conflict,) = plan.conflicts
    assert (conflict.label, conflict.stored.answer, conflict.filled.answer) == (
        "Question A1.1",
        "1 – Faible",
        "4 – Très fort",
    )
    assert [change.fate for change in plan.settled] == [Fate.NEW]


def test_nothing_is_written_before_someone_has_chosen(session: Session) -> None:
    _, book, _ = answered_on_both_sides(session)
    with session.begin_nested() as savepoint, pytest.raises(Undecided):
        kept(session, book)
    assert not savepoint.is_active
    assert levels(session) == {"A1.1": 1}


@pytest.mark.parametrize(("side", "level"), [("classeur", 4), ("ligne", 1)])
def test_the_side_that_was_chosen_is_kept(session: Session, side: str, level: int) -> None:
    _, book, plan = answered_on_both_sides(session)
    kept(session, book, chosen=choice(plan, side))
    assert levels(session) == {"A1.1": level, "A1.2": 3}


def test_a_choice_is_only_good_for_what_was_shown(session: Session) -> None:
    respondent, book, plan = answered_on_both_sides(session)
    chosen = choice(plan, "classeur")
    answer(session, respondent, "A1.1", 0, seen=2)
    with session.begin_nested(), pytest.raises(Undecided):
        kept(session, book, chosen=chosen)
    assert levels(session) == {"A1.1": 0}


def test_what_only_the_web_changed_stays_as_on_the_web(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 2)
    plan = the_plan(received(session, filled(content, {"A1.2": 3})))
    assert (plan.kept, plan.conflicts) == (1, ())
    kept(session, filled(content, {"A1.2": 3}))
    assert levels(session) == {"A1.1": 2, "A1.2": 3}


def test_the_same_answer_on_both_sides_is_no_conflict(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 3)
    plan = the_plan(received(session, filled(content, {"A1.1": 3})))
    assert (plan.changes, plan.kept, plan.summary) == ((), 0, "Aucun changement")


def test_an_answer_that_went_back_to_what_it_was_is_no_conflict(session: Session) -> None:
    _, respondent, _ = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 2)
    book = filled(prepared(session, respondent), {"A1.1": 4})
    answer(session, respondent, "A1.1", 1, seen=1)
    answer(session, respondent, "A1.1", 2, seen=2)
    kept(session, book)
    assert levels(session) == {"A1.1": 4}


def test_an_answer_emptied_in_the_workbook_is_erased_and_said_so(session: Session) -> None:
    _, respondent, _ = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 2)
    book = filled(prepared(session, respondent), {"A1.1": None})
    (change,) = the_plan(received(session, book)).settled
    assert (change.fate.label, change.stored.answer, change.filled.answer) == ("effacée", "2 – Moyen", "sans réponse")
    kept(session, book)
    assert levels(session) == {"A1.1": None}


def test_a_workbook_returned_untouched_changes_nothing(session: Session) -> None:
    _, respondent, _ = a_partner_with_a_workbook(session)
    assessments.save_answer(
        session,
        respondent=respondent,
        reading="observed",
        question_code="A1.1",
        value=3,
        comment="Un\r\nretour\x01 à la ligne",
        user=None,
        now=RECEIVED,
    )
    plan = the_plan(received(session, prepared(session, respondent, LATER)))
    assert (plan.changes, plan.kept) == ((), 0)


def set_priority(session: Session, respondent: Respondent, value: int | None) -> None:
    assessments.set_priority(session, respondent=respondent, criterion_code="D1", value=value, user=None)


def test_priorities_changed_on_both_sides_are_shown_too(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    book = filled(content, {}, {"C6": "2 – Prioritaire"})
    set_priority(session, respondent, 0)
    plan = the_plan(received(session, book))
    assert [change.label for change in plan.conflicts] == ["Priorité D1"]
    kept(session, book, chosen=choice(plan, "classeur"))
    assert session.scalars(select(RespondentPriority.value)).all() == [2]


def test_a_priority_only_the_web_changed_stays(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    set_priority(session, respondent, 0)
    assert the_plan(received(session, content)).kept == 1
    kept(session, content)
    assert session.scalars(select(RespondentPriority.value)).all() == [0]


def test_two_workbooks_of_one_partner_at_the_same_instant_one_is_refused(own_engine: Engine) -> None:
    """Two people, two different workbooks: the second waits, then finds that the first was received."""
    with Session(own_engine) as session:
        _, respondent, first = a_partner_with_a_workbook(session)
        second = prepared(session, respondent)
        session.commit()

    def confirm(session: Session, book: bytes) -> list[Change] | str:
        found = service.plan_again(session, [the_plan(received(session, book)).carried])
        if found.refused:
            return found.refused[0].sentence
        service.keep(session, found, chosen={}, submitted=frozenset(), giver=service.Giver(), now=RECEIVED)
        return list(found.plans[0].changes)

    def in_another_session() -> list[Change] | str:
        with Session(own_engine) as later:
            return confirm(later, filled(second, {"A1.1": 1}))

    with Session(own_engine) as session, ThreadPoolExecutor(1) as pool:
        assert confirm(session, filled(first, {"A1.1": 3}))
        waiting = pool.submit(in_another_session)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=3)
        session.commit()
        assert "Un autre classeur de ce partenaire a été reçu" in str(waiting.result(timeout=20))


def test_an_answer_changed_on_the_web_while_a_workbook_is_being_kept_is_never_overwritten(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        _, respondent, _ = a_partner_with_a_workbook(session)
        answer(session, respondent, "A1.1", 2)
        book = filled(prepared(session, respondent), {"A1.1": 4})
        session.commit()
    with Session(own_engine) as session, Session(own_engine) as web:
        found = service.plan_again(session, [the_plan(received(session, book)).carried])
        answer(web, web.get_one(Respondent, respondent.id), "A1.1", 1, seen=1)
        web.commit()
        with pytest.raises(Undecided):
            service.keep(session, found, chosen={}, submitted=frozenset(), giver=service.Giver(), now=RECEIVED)
        session.rollback()
        assert levels(session) == {"A1.1": 1}


def test_a_first_answer_on_the_web_at_the_same_instant_waits_and_is_told_of_the_workbook(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        _, respondent, content = a_partner_with_a_workbook(session)
        session.commit()

    def on_the_web() -> str:
        with Session(own_engine) as web:
            try:
                answer(web, web.get_one(Respondent, respondent.id), "A1.1", 1)
            except AnswerConflict as conflict:
                return f"conflict with {conflict.theirs.content.value}"
        return "written"

    with Session(own_engine) as session, ThreadPoolExecutor(1) as pool:
        found = service.plan_again(session, [the_plan(received(session, filled(content, {"A1.1": 4}))).carried])
        ids = frozenset(plan.record.id for plan in found.plans)
        service.keep(session, found, chosen={}, submitted=ids, giver=service.Giver(), now=RECEIVED)
        waiting = pool.submit(on_the_web)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
        session.commit()
        assert waiting.result(timeout=20) == "conflict with 4"


def test_a_first_answer_on_the_web_does_not_block_the_workbook_being_received(own_engine: Engine) -> None:
    """Neither waits for the other: the second to write finds what the first wrote."""
    with Session(own_engine, expire_on_commit=False) as session:
        _, respondent, content = a_partner_with_a_workbook(session)
        session.commit()
    with Session(own_engine) as session, Session(own_engine) as web:
        found = service.plan_again(session, [the_plan(received(session, filled(content, {"A1.1": 4}))).carried])
        answer(web, web.get_one(Respondent, respondent.id), "A1.1", 1)
        web.commit()
        with pytest.raises(Undecided):
            service.keep(session, found, chosen={}, submitted=frozenset(), giver=service.Giver(), now=RECEIVED)


def test_submitting_after_the_import_waits_for_nobody_who_waits_for_it(own_engine: Engine) -> None:
    """On the web a priority is written, then an answer that the workbook holds: the two must not wait in a circle."""
    with Session(own_engine, expire_on_commit=False) as session:
        _, respondent, content = a_partner_with_a_workbook(session)
        session.commit()

    def on_the_web() -> str:
        with Session(own_engine) as web:
            own = web.get_one(Respondent, respondent.id)
            set_priority(web, own, 2)
            try:
                answer(web, own, "A1.1", 1)
            except AnswerConflict as conflict:
                return f"conflict with {conflict.theirs.content.value}"
        return "written"

    with Session(own_engine) as session, ThreadPoolExecutor(1) as pool:
        found = service.plan_again(session, [the_plan(received(session, filled(content, {"A1.1": 4}))).carried])
        service.keep(session, found, chosen={}, submitted=frozenset(), giver=service.Giver(), now=RECEIVED)
        waiting = pool.submit(on_the_web)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
        assessments.submit(session, respondent=found.plans[0].respondent, user=None, now=RECEIVED)
        session.commit()
        assert waiting.result(timeout=20) == "conflict with 4"


def test_a_campaign_does_not_close_under_a_workbook_being_kept(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        campaign, _, content = a_partner_with_a_workbook(session)
        session.commit()

    def close() -> None:
        with Session(own_engine) as later:
            held = later.get_one(Campaign, campaign.id)
            assessments.close_campaign(later, campaign=held, user=None, now=LATER)
            later.commit()

    with Session(own_engine) as session, ThreadPoolExecutor(1) as pool:
        found = service.plan_again(session, [the_plan(received(session, filled(content, {"A1.1": 4}))).carried])
        closing = pool.submit(close)
        with pytest.raises(TimeoutError):
            closing.result(timeout=0.5)
        service.keep(session, found, chosen={}, submitted=frozenset(), giver=service.Giver(), now=RECEIVED)
        session.commit()
        closing.result(timeout=20)
        assert levels(session) == {"A1.1": 4}
