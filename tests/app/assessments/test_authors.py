"""Who gave an answer: the partner itself, or a person of the fund on its behalf."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.assessments.service.answers import stored_cells
from app.models import Answer, RespondentEvent
from tests import factories as make
from tests.app.assessments.situations import NOW, a_campaign_of, answer


def authors(session: Session) -> tuple[int | None, int | None]:
    row = session.execute(select(Answer.answered_by_id, Answer.invitation_id)).one()
    return row.answered_by_id, row.invitation_id


def test_the_last_one_who_answered_is_the_author(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    user, invitation = make.a_user(session), make.an_invitation(session, respondent)
    given = {"respondent": respondent, "reading": "observed", "question_code": "A1.1", "now": NOW}
    service.save_answer(session, value=3, user=user, **given)
    assert authors(session) == (user.id, None)
    service.save_answer(session, value=2, seen_version=1, user=None, invitation_id=invitation.id, **given)
    assert authors(session) == (None, invitation.id)
    service.save_answer(session, value=1, seen_version=2, user=user, **given)
    assert authors(session) == (user.id, None)


def test_what_is_read_back_says_who_gave_it(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    user, invitation = make.a_user(session, name="Claire Martin"), make.an_invitation(session, respondent)
    cells = [Typed("observed", "A1.1", Content(3), 0)]
    service.save_answers(session, respondent=respondent, cells=cells, user=user, now=NOW)
    cells = [Typed("observed", "A1.2", Content(3), 0)]
    service.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW, invitation_id=invitation.id)
    stored = stored_cells(session, respondent)
    assert (stored["observed", "A1.1"].by, stored["observed", "A1.1"].own) == ("Claire Martin", False)
    assert (stored["observed", "A1.2"].by, stored["observed", "A1.2"].own) == ("", True)


def test_a_partner_submits_and_reopens_its_own_grid(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    invitation = make.an_invitation(session, respondent)
    answer(session, respondent, "A1.1", 3)
    itself = {"respondent": respondent, "user": None, "now": NOW, "invitation_id": invitation.id}
    service.submit(session, **itself)
    service.reopen(session, reason="à la demande du partenaire", **itself)
    events = session.execute(
        select(RespondentEvent.kind, RespondentEvent.invitation_id).order_by(RespondentEvent.id)
    ).all()
    assert [tuple(event) for event in events] == [("submitted", invitation.id), ("reopened", invitation.id)]
