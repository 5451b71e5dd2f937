"""An import undone: what it changed goes back, unless someone changed it since."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import preview_undo
from app.milestones.service import update_milestone
from app.models import Partner, Project, StatusMove, project_domain
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import importing, recorded, undo


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="Avant", status="instruction")


def test_fields_go_back_to_what_they_were(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title, project.ends_on = "Après", date(2026, 1, 1)
    undo(session, batch)
    assert (project.title, project.ends_on) == ("Avant", None)


def test_the_version_goes_on_and_says_who_undid(session: Session, project: Project) -> None:
    person = make.a_user(session)
    with importing(session) as batch:
        project.title = "Après"
    imported = project.version
    undo(session, batch, user=person)
    assert (project.version, project.updated_by_id) == (imported + 1, person.id)


def test_only_the_net_change_counts(session: Session, project: Project) -> None:
    with importing(session) as batch:
        for title in ("Une fois", "Deux fois"):
            project.title = title
            session.flush()
    undo(session, batch)
    assert project.title == "Avant"


def test_an_amount_goes_back_to_the_cent_and_a_figure_to_its_last_digit(session: Session, project: Project) -> None:
    investment = make.an_investment(session, project, "0.10")
    indicator = make.an_indicator(session, project, target=Decimal("0.12345678901234567890123"))
    with importing(session) as batch:
        investment.amount_eur, indicator.target = Decimal("1234567890.01"), Decimal(1)
    undo(session, batch)
    assert (investment.amount_eur, indicator.target) == (Decimal("0.10"), Decimal("0.12345678901234567890123"))


def test_a_field_someone_changed_since_stays_and_is_told(session: Session, project: Project) -> None:
    person = make.a_user(session, name="Camille Dupont")
    milestone = make.a_milestone(session, project, title="Ancien", due_on=date(2024, 2, 1))
    with importing(session) as batch:
        milestone.title, milestone.due_on = "Importé", date(2024, 3, 1)
    update_milestone(session, milestone, title="Corrigé", user=person)
    (edited,) = preview_undo(session, batch).edited
    assert edited.what == f"Jalon Corrigé, {project.code}"
    assert (edited.by, edited.key, edited.is_created) == ("Camille Dupont", f"milestone:{milestone.id}", False)
    (field,) = edited.fields
    assert (field.label, field.before, field.written, field.now) == ("Intitulé", "Ancien", "Importé", "Corrigé")
    undoing = undo(session, batch)
    assert (milestone.title, milestone.due_on) == ("Corrigé", date(2024, 2, 1))
    assert "changé depuis par Camille Dupont (Intitulé)" in undoing.notes[0]


@pytest.mark.parametrize("key", ["milestone:{id}", "milestone:{id}:title"])
def test_it_goes_back_all_the_same_when_asked(session: Session, project: Project, key: str) -> None:
    milestone = make.a_milestone(session, project, title="Ancien")
    with importing(session) as batch:
        milestone.title = "Importé"
    update_milestone(session, milestone, title="Corrigé", user=None)
    undo(session, batch, key.format(id=milestone.id))
    assert milestone.title == "Ancien"


def test_a_field_someone_put_back_is_left_alone(session: Session, project: Project) -> None:
    milestone = make.a_milestone(session, project, title="Ancien")
    with importing(session) as batch:
        milestone.title = "Importé"
    update_milestone(session, milestone, title="Ancien", user=None)
    version = milestone.version
    undo(session, batch)
    assert (milestone.title, milestone.version) == ("Ancien", version)


def test_a_later_import_counts_as_an_edit_and_is_named(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title = "Premier"
    with importing(session, "juillet.xlsx"):
        project.title = "Second"
    (edited,) = preview_undo(session, batch).edited
    assert edited.by.startswith("un import du ")
    assert "juillet.xlsx" in edited.by
    undo(session, batch)
    assert project.title == "Second"


def test_two_imports_undone_from_the_last_leave_nothing(session: Session, project: Project) -> None:
    before = recorded(session.connection())
    with importing(session) as first:
        project.title = "Premier"
        make.a_milestone(session, project)
    with importing(session) as second:
        project.title = "Second"
    undo(session, second)
    undo(session, first)
    assert recorded(session.connection()) == before


def test_links_taken_away_come_back_and_those_added_go(session: Session, project: Project) -> None:
    session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "sante"}])
    before = recorded(session.connection())
    with importing(session) as batch:
        session.execute(delete(project_domain))
        session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "emploi"}])
    assert preview_undo(session, batch).counts == (
        "1\u00a0thématique de projet retirée",
        "1\u00a0thématique de projet rétablie",
    )
    undo(session, batch)
    assert recorded(session.connection()) == before


def test_a_status_goes_back_several_steps_and_its_steps_leave_the_history(session: Session, project: Project) -> None:
    make.an_investment(session, project)
    with importing(session) as batch:
        project.status = "valide"
        session.add(StatusMove(project_id=project.id, from_status="instruction", to_status="valide"))
        session.flush()
        project.status = "abandonne"
    undo(session, batch)
    assert project.status == "instruction"
    assert session.scalars(select(StatusMove)).all() == []


def test_a_status_moved_on_since_stays_with_the_steps_that_led_there(session: Session, project: Project) -> None:
    make.an_investment(session, project)
    with importing(session) as batch:
        project.status = "valide"
        session.add(StatusMove(project_id=project.id, from_status="instruction", to_status="valide"))
    project.status = "abandonne"
    plan = preview_undo(session, batch)
    assert "a encore changé de statut depuis" in plan.kept[0].reason
    undo(session, batch)
    assert len(session.scalars(select(StatusMove)).all()) == 1


def test_rows_that_an_import_took_away_come_back_with_what_pointed_at_them(session: Session, project: Project) -> None:
    partner = make.a_partner(session, project)
    make.a_milestone(session, project, partner_id=partner.id)
    before = recorded(session.connection())
    with importing(session) as batch:
        session.execute(delete(Partner))
    undo(session, batch)
    assert recorded(session.connection()) == before


def test_an_answer_goes_back_with_who_gave_it(session: Session, project: Project) -> None:
    person = make.a_user(session)
    respondent = make.a_respondent(session, make.a_campaign(session, project), make.a_partner(session, project))
    (answer,) = make.answers(session, respondent, A1_1=3)
    answered_at = answer.answered_at
    with importing(session) as batch:
        answer.level, answer.answered_by_id, answer.answered_at = 1, person.id, answered_at.replace(year=2030)
    undo(session, batch)
    assert (answer.level, answer.answered_by_id, answer.answered_at) == (3, None, answered_at)
