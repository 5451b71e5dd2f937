"""The table of status moves, whole, and what each move asks for."""

from datetime import date
from itertools import pairwise, product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Forbidden, Refused
from app.models import Project, ProjectStatus, StatusMove
from app.projects.service import move_status
from app.projects.status import MissingFirst, missing_before
from tests.app.capitalisation.closing import with_every_pillar
from tests.factories import a_project, a_user, an_instalment, an_investment

TODAY = date(2026, 11, 22)
STEPS = ["repere", "instruction", "valide", "conventionne", "en_cours", "termine", "capitalise"]
ALLOWED = (
    {(before, after) for before, after in pairwise(STEPS)}
    | {(after, before) for before, after in pairwise(STEPS)}
    | {(step, "abandonne") for step in STEPS[:5]}
)
EVERY_PAIR = list(product([*STEPS, "abandonne"], repeat=2))


def ready(session: Session, status: str) -> Project:
    """A project that lacks nothing."""
    project = a_project(session, status=status, charter_version="1", charter_signed_on=date(2024, 2, 3))
    an_instalment(session, an_investment(session, project, "5000"), "5000")
    return with_every_pillar(session, project)


@pytest.mark.parametrize(("before", "after"), EVERY_PAIR)
def test_only_the_moves_of_the_table_are_possible(session: Session, before: str, after: str) -> None:
    project = ready(session, before)
    if (before, after) in ALLOWED:
        move_status(session, project, to=after, reason="Décidé en équipe", user=None, today=TODAY)
        assert project.status == after
    else:
        with pytest.raises(Refused, match="ne peut pas passer"):
            move_status(session, project, to=after, reason="Décidé en équipe", user=None, today=TODAY)


def test_a_move_is_kept_with_its_author_and_reason(session: Session) -> None:
    user = a_user(session)
    project = ready(session, "instruction")
    move_status(session, project, to="abandonne", reason=" Le porteur renonce ", user=user, today=TODAY)
    move = session.scalars(select(StatusMove).where(StatusMove.project_id == project.id)).one()
    assert (move.from_status, move.to_status, move.reason) == ("instruction", "abandonne", "Le porteur renonce")
    assert move.moved_by_id == user.id


@pytest.mark.parametrize("after", ["instruction", "abandonne"])
def test_going_back_and_abandoning_ask_for_a_reason(session: Session, after: str) -> None:
    with pytest.raises(Refused, match="Dites pourquoi") as refusal:
        move_status(session, ready(session, "valide"), to=after, reason="  ", user=None, today=TODAY)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("role", ["lecteur", "evaluateur"])
def test_only_managers_go_back(session: Session, role: str) -> None:
    user = a_user(session, role)
    with pytest.raises(Forbidden):
        move_status(session, ready(session, "valide"), to="instruction", reason="Erreur", user=user, today=TODAY)


def test_validation_waits_for_a_copil_date(session: Session) -> None:
    project = a_project(session, status="instruction")
    an_investment(session, project, copil_on=None)
    with pytest.raises(MissingFirst, match="date de COPIL") as refusal:
        move_status(session, project, to="valide", user=None, today=TODAY)
    assert refusal.value.link == f"/projets/{project.code}/investissements"


def test_signing_waits_for_the_charter_and_for_the_instalments(session: Session) -> None:
    project = a_project(session, status="valide")
    an_instalment(session, an_investment(session, project, "10000"), "4000")
    with pytest.raises(MissingFirst) as refusal:
        move_status(session, project, to="conventionne", user=None, today=TODAY)
    links = [missing.link for missing in refusal.value.missing]
    assert links == [
        f"/projets/{project.code}/modifier#charter_signed_on",
        f"/projets/{project.code}/investissements",
    ]
    assert "6\u202f000\u00a0€ de moins" in refusal.value.sentence


def test_a_cancelled_instalment_does_not_count(session: Session) -> None:
    project = a_project(session, status="valide", charter_version="1", charter_signed_on=TODAY)
    investment = an_investment(session, project, "5000")
    an_instalment(session, investment, "5000")
    an_instalment(session, investment, "2000.50", status="cancelled")
    assert missing_before(session, project, ProjectStatus.CONVENTIONNE) == []
    an_instalment(session, investment, "0.50")
    (missing,) = missing_before(session, project, ProjectStatus.CONVENTIONNE)
    assert "0,50\u00a0€ de trop" in missing.sentence


def test_the_status_is_read_again_before_moving(session: Session) -> None:
    """Two people press the same button: the second is told, nothing moves twice."""
    project = ready(session, "repere")
    session.expunge(project)
    same = session.get_one(Project, project.id)
    move_status(session, same, to="instruction", user=None, today=TODAY)
    session.expunge(same)
    session.add(project)
    with pytest.raises(Refused, match="ne peut pas passer"):
        move_status(session, project, to="instruction", user=None, today=TODAY)
