"""« Pourquoi ce score ? »: what is explained is what was published, to the last figure."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

import evaluation
from app.assessments import service
from app.assessments.gather import gather_one
from app.models import Respondent, Result
from app.models.user import Role
from app.results.published import profile_labels
from app.results.views import voices_of
from app.results.why import WhyView, why_view
from tests.app.assessments.situations import NOW
from tests.app.results.published import GRID, a_project_with_partners, a_published_campaign
from tests.support.client import Client
from tests.support.html import text_of

AXES = [axis.code for axis in GRID.axes]


@pytest.mark.parametrize("axis", AXES)
def test_the_explanation_is_that_of_the_method_and_adds_up_to_the_published_score(session: Session, axis: str) -> None:
    project, partners = a_project_with_partners(session, "association", "association", "collectivite", "entreprise")
    campaign, result = a_published_campaign(session, project, partners, 1, 4, 2, "NSP")
    view = explained(session, result, axis)
    direct = evaluation.explain_axis(
        GRID, gather_one(session, campaign.id).campaign, "observed", axis, date(2024, 1, 15)
    )
    published = result.scores["readings"][0]["axes"][axis]["score"]
    assert view.facts.score == published
    assert view.total == pytest.approx(published, abs=1e-9)
    assert view.total_share == pytest.approx(1)
    kept = [line.contribution for line in direct.lines if line.outcome is evaluation.Outcome.KEPT]
    found = [line.contribution for part in view.parts for line in part.lines if not line.left_out]
    assert found == kept


def test_it_is_explained_from_the_answers_of_the_time_whatever_changed_since(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    campaign, result = a_published_campaign(session, project, partners, 2, 3, 4)
    service.reopen_campaign(session, campaign=campaign, reason="Une erreur", user=None)
    respondent = session.query(Respondent).filter_by(campaign_id=campaign.id).order_by(Respondent.id).first()
    assert respondent is not None
    service.save_answer(
        session,
        respondent=respondent,
        reading="observed",
        question_code="C1.1",
        value=0,
        seen_version=1,
        user=None,
        now=NOW,
    )
    assert explained(session, result, "innovation").total == pytest.approx(75.0)


def test_an_answer_left_out_says_why_and_a_priority_zero_too(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    partners[0].priority_d2 = 0
    session.flush()
    _, result = a_published_campaign(session, project, partners, 2, "NA", None)
    lines = {
        line.voice.profile: line for part in explained(session, result, "performance").parts[1:2] for line in part.lines
    }
    assert lines["association"].left_out == "Priorité 0 pour ce partenaire\u00a0: hors du calcul"
    assert lines["collectivite"].left_out == "Sans objet\u00a0: hors du calcul"
    assert lines["entreprise"].left_out == "Sans réponse\u00a0: aucun point, la couverture baisse"
    assert [line.contribution for line in lines.values()] == [None, None, None]


def test_the_thresholds_met_or_not_are_told(session: Session) -> None:
    project, partners = a_project_with_partners(session, "association", "association")
    _, result = a_published_campaign(session, project, partners, 2, 3)
    view = explained(session, result, "relation")
    assert [(check.label, check.is_met) for check in view.status_checks][1:] == [
        ("Couverture", True),
        ("Répondants", True),
        ("Profils", False),
    ]
    assert (view.is_published, view.facts.confidence) == (False, "D")


def test_the_sum_can_be_checked_by_hand(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    _, result = a_published_campaign(session, project, partners, 2, 3, 4)
    assert explained(session, result, "innovation").formula == "(75,00 + 75,00 + 75,00) / 3 = 75,00"


def test_the_page_opens_on_every_axis_and_refuses_one_that_is_not_asked(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    project, partners = a_project_with_partners(session)
    campaign, _ = a_published_campaign(session, project, partners, 1, 2, 3, moment="ex_ante")
    here = f"/projets/{project.code}/resultats/{campaign.id}"
    for axis in AXES:
        assert client.get(f"{here}/{axis}").status_code == 200
        assert client.page is not None
        assert "Pour être publié, il faut tout cela" in text_of(client.page)
    assert client.get(f"{here}/innovation?lecture=initial").status_code == 404
    assert client.get(f"{here}/autre").status_code == 404


def explained(session: Session, result: Result, axis: str) -> WhyView:
    return why_view(GRID, result, "observed", axis, voices_of(result.scores, profile_labels(session)))
