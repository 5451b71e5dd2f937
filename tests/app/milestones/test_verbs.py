from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.milestones.queries import milestones_of
from app.milestones.service import (
    add_milestone,
    complete_milestone,
    propose_schedule,
    remove_milestone,
    reopen_milestone,
)
from app.models import Milestone
from tests.factories import a_milestone, a_paid_instalment, a_project, an_instalment, an_investment

TODAY = date(2024, 6, 1)


def test_a_milestone_is_added_then_done(session: Session) -> None:
    project = a_project(session)
    kept = add_milestone(session, project=project, kind_code="bilan", title="Bilan", due_on=date(2024, 5, 1), user=None)
    assert milestones_of(session, project.id, TODAY)[0].state.tone == "late"
    complete_milestone(session, kept, done_on=date(2024, 5, 20), user=None)
    assert milestones_of(session, project.id, TODAY)[0].state.label == "fait"


def test_the_schedule_adds_only_what_is_missing(session: Session) -> None:
    project = a_project(session)
    an_investment(session, project)
    a_milestone(session, project, kind_code="bilan", title="Mon bilan")
    added = propose_schedule(session, project=project, user=None)
    assert len(added) == 13
    assert "bilan" not in {each.kind_code for each in added}
    assert propose_schedule(session, project=project, user=None) == []


def test_the_schedule_needs_a_date(session: Session) -> None:
    project = a_project(session, starts_on=None)
    with pytest.raises(Refused) as refusal:
        propose_schedule(session, project=project, user=None)
    assert refusal.value.link == f"/projets/{project.code}/modifier"


def test_a_milestone_an_instalment_waits_for_stays(session: Session) -> None:
    project = a_project(session)
    milestone = a_milestone(session, project)
    waiting = an_instalment(session, an_investment(session, project), milestone_id=milestone.id)
    with pytest.raises(Refused) as refusal:
        remove_milestone(session, milestone, user=None)
    assert refusal.value.link == f"/projets/{project.code}/tranches/{waiting.id}"


def test_a_milestone_on_which_money_was_paid_stays_done(session: Session) -> None:
    project = a_project(session)
    milestone = a_milestone(session, project, done_on=date(2024, 2, 1))
    a_paid_instalment(session, an_investment(session, project), milestone_id=milestone.id)
    with pytest.raises(Refused, match="versée"):
        reopen_milestone(session, milestone, user=None)


def test_a_milestone_nothing_depends_on_is_reopened_or_removed(session: Session) -> None:
    milestone = a_milestone(session, a_project(session), done_on=date(2024, 2, 1))
    assert reopen_milestone(session, milestone, user=None).done_on is None
    remove_milestone(session, milestone, user=None)
    assert session.get(Milestone, milestone.id) is None
