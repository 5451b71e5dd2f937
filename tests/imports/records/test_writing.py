"""What a plan writes: in bulk, signed, and never over what moved since."""

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.models import Answer, Campaign, Indicator, Respondent
from imports.records.entity import Ref
from imports.records.planned import Write
from imports.records.writing import Stale, write_all
from tests import factories as make


def a_grid(session: Session, **campaign: object) -> Respondent:
    project = make.a_project(session)
    return make.a_respondent(session, make.a_campaign(session, project, **campaign), make.a_partner(session, project))


def new_answer(respondent: Respondent, question: str = "A1.1", level: int | None = 3) -> Write:
    own = {"respondent_id": respondent.id, "reading": "observed", "question_code": question, "evidence": 0}
    return Write(
        "answer", Ref("answer", next(make.number)), {**own, "comment": "", "level": level, "value": str(level)}
    )


def changed(respondent: Respondent, **values: object) -> Write:
    return Write("answer", (respondent.id, "observed", "A1.1"), values, 1)


def answer_of(session: Session, respondent: Respondent) -> Answer:
    return session.get_one(Answer, (respondent.id, "observed", "A1.1"))


def test_a_new_answer_is_signed_by_who_imports(session: Session) -> None:
    respondent, user = a_grid(session), make.a_user(session)
    write_all(session, [new_answer(respondent), new_answer(respondent, "A1.2")], user=user)
    answer = answer_of(session, respondent)
    assert (answer.level, answer.version, answer.answered_by_id) == (3, 1, user.id)


def test_an_answer_changed_for_a_partner_is_no_longer_its_own(session: Session) -> None:
    respondent, user = a_grid(session), make.a_user(session)
    own = make.an_invitation(session, respondent)
    (given,) = make.answers(session, respondent, A1_1=3)
    given.invitation_id = own.id
    session.flush()
    write_all(session, [changed(respondent, level=None, no_level="NSP", value="NSP")], user=user)
    answer = answer_of(session, respondent)
    assert (answer.level, answer.no_level, answer.version) == (None, "NSP", 2)
    assert (answer.invitation_id, answer.answered_by_id) == (None, user.id)


def test_an_answer_that_moved_since_the_plan_stops_everything(session: Session) -> None:
    respondent = a_grid(session)
    make.answers(session, respondent, A1_1=3)
    with pytest.raises(Stale):
        write_all(session, [changed(respondent, level=1)._replace(version=7)], user=None)


def test_an_answer_given_since_the_plan_stops_everything(session: Session) -> None:
    respondent = a_grid(session)
    make.answers(session, respondent, A1_1=3)
    with pytest.raises(IntegrityError), session.begin_nested():
        write_all(session, [new_answer(respondent)], user=None)


@pytest.mark.parametrize("status", ["preparation", "close", "publiee"])
def test_no_answer_is_written_once_its_campaign_is_not_open(session: Session, status: str) -> None:
    respondent = a_grid(session, status=status)
    with pytest.raises(Stale):
        write_all(session, [new_answer(respondent)], user=None)


def test_no_answer_is_written_in_a_submitted_grid(session: Session) -> None:
    respondent = make.submitted(session, a_grid(session))
    with pytest.raises(Stale):
        write_all(session, [new_answer(respondent)], user=None)


def test_the_campaign_cannot_be_closed_while_its_answers_are_written(own_engine: Engine) -> None:
    with Session(own_engine) as session, Session(own_engine) as closing:
        respondent = a_grid(session)
        session.commit()
        write_all(session, [new_answer(respondent)], user=None)
        closing.execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            closing.execute(update(Campaign).values(status="close"))


def test_rows_that_change_the_same_columns_are_one_statement_whatever_their_order(session: Session) -> None:
    project = make.a_project(session)
    made = [make.an_indicator(session, project, label=f"Indicateur {n}") for n in range(3)]
    values: list[dict[str, object]] = [{"unit": "m", "target": 1}, {"label": "Autre"}, {"target": 2, "unit": "t"}]
    writes = [Write("indicator", each.id, new, 1) for each, new in zip(made, values, strict=True)]
    write_all(session, writes, user=None)
    assert [(each.unit, each.target, each.label, each.version) for each in made] == [
        ("m", 1, "Indicateur 0", 2),
        ("", 400, "Autre", 2),
        ("t", 2, "Indicateur 2", 2),
    ]


def test_what_one_sheet_creates_and_another_completes_is_written_once(session: Session) -> None:
    project, ref = make.a_project(session), Ref("indicator", 1)
    whole = Write("indicator", ref, {"project_id": project.id, "label": "Foyers", "unit": ""})
    numbers = write_all(session, [whole, Write("indicator", ref, {**whole.values, "unit": "foyers"})], user=None)
    assert session.get_one(Indicator, numbers[ref]).unit == "foyers"
