"""A partner merged into another one after a publication is still itself in what was published."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.assessments.identities import recognised
from app.models import Organisation, Partner, Project, Respondent, Result
from app.partners.merging import merge, undo_merge
from app.restitution.queries import published_source
from app.results.proof import proof_of
from app.results.queries import project_card
from evaluation.proof import check_file
from tests import factories as make
from tests.app.assessments.situations import NOW
from tests.app.results.published import a_project_with_partners, a_published_campaign

Situation = tuple[Project, Result, Result, Organisation, Organisation]


@pytest.fixture
def merged(session: Session) -> Situation:
    """Two published campaigns; before the second one, the first partner is known by another sheet."""
    project, partners = a_project_with_partners(session)
    _, first = a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=date(2024, 2, 1))
    was = session.get_one(Organisation, partners[0].organisation_id)
    became = make.an_organisation(session, name="Nouvelle fiche")
    session.delete(partners[0])
    session.flush()
    other: Partner = make.a_partner(session, project, became)
    _, second = a_published_campaign(session, project, [other, *partners[1:]], 4, 4, 4)
    return project, first, second, was, became


def moved(session: Session, project: Project) -> tuple[int, int, str]:
    view = project_card(session, project).view
    assert view is not None
    assert view.change is not None
    shown = view.change.rows[0].since_expected
    return len(view.change.joined), len(view.change.left), shown.detail if shown else ""


def test_before_and_after_are_paired_once_the_two_sheets_are_one(session: Session, merged: Situation) -> None:
    project, first, second, was, became = merged
    assert moved(session, project)[:2] == (1, 1)
    digests = (first.inputs_sha256, second.inputs_sha256)
    record = merge(session, kept=became, removed=was, user=None, now=NOW)
    joined, left, detail = moved(session, project)
    assert (joined, left) == (0, 0)
    assert detail.startswith("3\u00a0appariés")
    assert (first.inputs_sha256, second.inputs_sha256) == digests
    assert check_file(proof_of(session, project)).faults == ()
    undo_merge(session, merge=record, user=None, now=NOW)
    assert moved(session, project)[:2] == (1, 1)


def test_the_partner_finds_its_own_answers_under_its_new_number(session: Session, merged: Situation) -> None:
    _, first, _, was, became = merged
    name, kept_id = was.name, became.id
    merge(session, kept=became, removed=was, user=None, now=NOW)
    respondent = session.query(Respondent).filter_by(campaign_id=first.campaign_id, organisation_id=kept_id).one()
    source = published_source(session, respondent.campaign_id)
    assert source is not None
    own = next(own for own in source.scores["respondents"] if own["id"] == str(kept_id))
    assert own["name"] == name
    assert str(kept_id) in [own["id"] for own in source.scores["inputs"]["respondents"]]
    marks = source.scores["readings"][0]["axes"]["performance"]["by_respondent"]
    assert str(kept_id) in [own["id"] for own in marks]


def test_without_any_merge_the_scores_are_the_very_ones_published(session: Session, merged: Situation) -> None:
    _, first, second, _, _ = merged
    then, now = recognised(session, first, second)
    assert then is first.scores
    assert now is second.scores


def test_two_partners_of_one_result_never_share_a_number(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    _, result = a_published_campaign(session, project, partners, 3, 3, None)
    kept, silent = (session.get_one(Organisation, partners[n].organisation_id) for n in (0, 2))
    merge(session, kept=kept, removed=silent, user=None, now=NOW)
    (scores,) = recognised(session, result)
    assert len({own["id"] for own in scores["respondents"]}) == 3
