"""A published result is frozen with its grid, formula and a digest of the answers; a correction adds a second one."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.gather import gather_one, published_inputs
from app.assessments.queries import current_result, current_results, results_of
from app.errors import Refused
from app.models import AxisResult, Respondent, Result
from evaluation import FORMULA_VERSION, explain_axis, inputs_digest
from tests import factories as make
from tests.app.assessments.situations import NOW, a_campaign_of, a_closed_campaign, answer


def test_a_result_keeps_what_it_was_computed_with(session: Session) -> None:
    campaign, user = a_closed_campaign(session), make.a_user(session)
    result = service.publish(session, campaign=campaign, user=user, now=NOW)
    assert (result.sequence, result.grid_reference, result.formula_version) == (1, make.GRID, FORMULA_VERSION)
    assert (result.published_by_id, result.published_at) == (user.id, NOW)
    gathered = gather_one(session, campaign.id)
    assert result.inputs_sha256 == inputs_digest(gathered.grid, gathered.campaign, gathered.project_start)


def test_a_result_holds_everything_its_pages_show(session: Session) -> None:
    result = service.publish(session, campaign=a_closed_campaign(session), user=None, now=NOW)
    (reading,) = result.scores["readings"]
    axis = reading["axes"]["resultats"]
    assert (axis["score"], axis["status"], axis["confidence"]) == (75.0, "published", "B")
    assert [own["score"] for own in axis["by_respondent"]] == [50.0, 75.0, 100.0]
    assert axis["dispersion"]["range"] == 50.0
    assert len(axis["dialogue_questions"]) == 8
    assert reading["indices"]["impact"] == 75.0
    assert {own["name"] for own in result.scores["respondents"]} == set(names(session))


def names(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT name FROM organisation")))


def test_axes_and_indices_have_their_lines(session: Session) -> None:
    result = service.publish(session, campaign=a_closed_campaign(session), user=None, now=NOW)
    lines = session.scalars(select(AxisResult).where(AxisResult.result_id == result.id)).all()
    assert {line.axis for line in lines if not line.is_index} == {
        "resultats",
        "relation",
        "innovation",
        "performance",
        "confiance",
    }
    assert [(line.axis, line.score, line.status) for line in lines if line.is_index] == [("impact", 75.0, "published")]
    relation = next(line for line in lines if line.axis == "relation")
    assert (relation.lowest, relation.highest, relation.respondents, relation.coverage) == (50.0, 100.0, 3, 1.0)


def test_ex_ante_publishes_both_readings(session: Session) -> None:
    campaign, respondents = a_campaign_of(session, "association", "collectivite", moment="ex_ante")
    for respondent in respondents:
        make.answers(session, respondent, "initial", B1_1=1, B1_2=1, B1_3=1, B2_1=1, B2_2=1, B3_1=1, B3_2=1)
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    result = service.publish(session, campaign=campaign, user=None, now=NOW)
    initial, expected = result.scores["readings"]
    assert (initial["reading"], expected["reading"]) == ("initial", "expected")
    assert initial["axes"]["relation"]["score"] == 25.0
    assert initial["axes_not_asked"] == ["resultats", "innovation"]
    assert expected["axes"]["relation"]["status"] == "insufficient"


def test_a_correction_says_why_and_keeps_the_first(session: Session) -> None:
    campaign = a_closed_campaign(session)
    first = service.publish(session, campaign=campaign, user=None, now=NOW)
    service.reopen_campaign(session, campaign=campaign, reason="Une saisie inversée.", user=None)
    respondent = session.scalars(select(Respondent).where(Respondent.campaign_id == campaign.id)).first()
    assert respondent
    answer(session, respondent, "A1.1", 4, seen=1)
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    with pytest.raises(Refused, match="Dites pourquoi"):
        service.publish(session, campaign=campaign, user=None, now=NOW)
    second = service.publish(session, campaign=campaign, user=None, now=NOW, reason="Saisie inversée corrigée.")
    assert [row.sequence for row in results_of(session, campaign.id)] == [2, 1]
    assert current_result(session, campaign.id) is second
    assert session.execute(current_results([campaign.id])).all() == [(campaign.id, second.id, 2)]
    assert first.inputs_sha256 != second.inputs_sha256


def test_the_same_answers_give_the_same_digest(session: Session) -> None:
    campaign = a_closed_campaign(session)
    first = service.publish(session, campaign=campaign, user=None, now=NOW)
    service.reopen_campaign(session, campaign=campaign, reason="Relecture.", user=None)
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    second = service.publish(session, campaign=campaign, user=None, now=NOW, reason="Relecture sans changement.")
    assert first.inputs_sha256 == second.inputs_sha256


def test_a_published_result_can_be_explained_whatever_changed_since(session: Session) -> None:
    campaign = a_closed_campaign(session)
    before = gather_one(session, campaign.id)
    result = service.publish(session, campaign=campaign, user=None, now=NOW)
    session.expire(result)
    inputs = published_inputs(result)
    assert inputs == before.campaign
    assert explain_axis(before.grid, inputs, "observed", "relation").score.score == 75.0


def test_a_published_result_never_changes(session: Session) -> None:
    result = service.publish(session, campaign=a_closed_campaign(session), user=None, now=NOW)
    with pytest.raises(IntegrityError, match="result is frozen"):
        session.execute(text("UPDATE result SET reason = 'autre' WHERE id = :id"), {"id": result.id})


def test_the_last_result_of_each_campaign_is_found_at_once(session: Session) -> None:
    published = [service.publish(session, campaign=a_closed_campaign(session), user=None, now=NOW) for _ in range(2)]
    found = {row.result_id for row in session.execute(current_results())}
    assert {result.id for result in published} <= found
    assert isinstance(published[0], Result)
