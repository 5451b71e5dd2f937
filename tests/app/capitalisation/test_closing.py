"""A project closes with one ticked deliverable by pillar: on its page, in the verb, and in the database."""

from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.capitalisation.service import remove_deliverable, tick, update_deliverable
from app.errors import Refused
from app.models import Pillar, Project, StatusMove
from app.projects.service import move_status
from app.projects.status import MissingFirst
from tests.app.capitalisation.closing import a_deliverable, a_finished_project, with_every_pillar
from tests.support.client import Client
from tests.support.html import text_of

TODAY = date(2025, 6, 7)


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def refused(session: Session, statement: str, **values: object) -> str:
    """The name of the constraint that refuses a statement."""
    with pytest.raises(IntegrityError) as refusal, session.begin_nested():
        session.execute(text(statement), values)
    return str(refusal.value.orig.diag.constraint_name)  # type: ignore[union-attr]


def close(session: Session, project: Project) -> Project:
    return move_status(session, project, to="capitalise", user=None, today=TODAY)


def test_the_pillars_that_lack_a_deliverable_are_said_in_one_sentence(session: Session) -> None:
    project = a_finished_project(session)
    a_deliverable(session, project, "capitaliser")
    a_deliverable(session, project, "evaluer", done_on=None)
    with pytest.raises(MissingFirst) as refusal:
        close(session, project)
    assert (
        "Aucun livrable n’est coché pour les piliers «\u00a0Faire-valoir\u00a0», «\u00a0Évaluer\u00a0» et "
        "«\u00a0Modéliser\u00a0»." in refusal.value.sentence
    )
    assert refusal.value.link == f"/projets/{project.code}/capitalisation"


def test_with_one_by_pillar_the_project_closes(session: Session) -> None:
    assert close(session, with_every_pillar(session, a_finished_project(session))).status == "capitalise"


def test_a_retired_pillar_is_no_longer_asked_for(session: Session) -> None:
    session.get_one(Pillar, "modeliser").active = False
    project = with_every_pillar(session, a_finished_project(session))
    assert close(session, project).status == "capitalise"


def test_the_database_itself_refuses_the_move(session: Session) -> None:
    project = a_finished_project(session)
    for pillar in ("faire_valoir", "capitaliser", "evaluer"):
        a_deliverable(session, project, pillar)
    move = "UPDATE project SET status = 'capitalise' WHERE id = :p"
    assert refused(session, move, p=project.id) == "ck_project_pillars"
    a_deliverable(session, project, "modeliser")
    session.execute(text(move), {"p": project.id})


def test_an_import_undone_gives_back_the_status_whatever_the_pillars(session: Session) -> None:
    project = a_finished_project(session)
    session.execute(text("SELECT set_config('odd17.undoes_import', '1', true)"))
    session.execute(text("UPDATE project SET status = 'capitalise' WHERE id = :p"), {"p": project.id})


def test_a_project_comes_in_already_closed(session: Session) -> None:
    """A portfolio taken over from a workbook has its history elsewhere."""
    assert a_finished_project(session, status="capitalise").status == "capitalise"


def test_the_last_deliverable_of_a_closed_project_stays(session: Session) -> None:
    project = close(session, with_every_pillar(session, a_finished_project(session)))
    only = a_deliverable(session, project, "evaluer", title="Rapport")
    other = a_deliverable(session, project, "evaluer", title="Autre rapport")
    remove_deliverable(session, other)
    session.execute(text("DELETE FROM deliverable WHERE title = 'Livrable evaluer'"))
    with pytest.raises(Refused, match="seul livrable coché"):
        remove_deliverable(session, only)
    with pytest.raises(Refused, match="seul livrable coché"):
        update_deliverable(
            session, only, title="Rapport", done_on=None, kept_at="", partner_id=None, user=None, today=TODAY
        )
    untick = "UPDATE deliverable SET done_on = NULL WHERE id = :d"
    assert refused(session, untick, d=only.id) == "ck_deliverable_last"


def test_unticking_waits_for_whoever_is_closing_the_project(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        project = with_every_pillar(session, a_finished_project(session))
        session.commit()
        closing, number = "UPDATE project SET status = 'capitalise' WHERE id = :p", {"p": project.id}
    with own_engine.connect() as one, own_engine.connect() as other:
        one.execute(text(closing), number)
        other.execute(text("SET lock_timeout = '200ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            other.execute(text("UPDATE deliverable SET done_on = NULL"))
        other.rollback()
        one.commit()
        with pytest.raises(IntegrityError, match="last deliverable"):
            other.execute(text("UPDATE deliverable SET done_on = NULL"))


def test_a_closed_project_can_be_deleted_with_all_it_has(session: Session) -> None:
    project = close(session, with_every_pillar(session, a_finished_project(session)))
    session.execute(text("DELETE FROM project WHERE id = :p"), {"p": project.id})
    assert session.scalar(text("SELECT count(*) FROM deliverable")) == 0


def test_a_deliverable_is_ticked_when_one_knows_where_it_is(session: Session) -> None:
    deliverable = a_deliverable(session, a_finished_project(session), done_on=None, kept_at="")
    with pytest.raises(Refused, match="Dites où se trouve ce livrable") as refusal:
        tick(session, deliverable, user=None, today=TODAY)
    assert refusal.value.field == "kept_at"
    assert refused(session, "UPDATE deliverable SET done_on = '2025-01-01'") == "ck_deliverable_kept_at"


def test_the_page_of_the_project_says_what_is_missing_and_where(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    address = f"/projets/{project.code}"
    answer = client.post_form(f"{address}/statut", {"to": "capitalise"})
    assert answer.status_code == 422
    assert "Aucun livrable n’est coché pour les piliers" in shown(client)
    assert f'href="{address}/capitalisation"' in answer.text


def test_the_project_is_closed_from_its_task_list(client: Client, session: Session) -> None:
    project = with_every_pillar(session, a_finished_project(session))
    client.sign_in()
    page = f"/projets/{project.code}/capitalisation"
    answer = client.post_form(f"/projets/{project.code}/statut", page=page)
    assert answer.status_code == 303
    assert session.get_one(Project, project.id, populate_existing=True).status == "capitalise"
    assert session.query(StatusMove).filter_by(project_id=project.id, to_status="capitalise").count() == 1
