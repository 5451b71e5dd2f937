"""Undoing a bulk edit: whoever typed since wins, even the same value; what is left out is said."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import BulkEditLine, Milestone, Project, StatusMove
from app.projects.service import update_project
from tests import factories as make
from tests.app.views.situations import apply, three, undo
from tests.app.views.test_bulk import domains
from tests.support.client import Client
from tests.support.html import text_of

PHASE = {"acte": "phase", "valeur": "deploiement"}


def boxes(client: Client) -> dict[str, bool]:
    """Project → is it ticked? Those that may be put back."""
    assert client.page is not None
    found = [box for box in client.page.iter("input") if box.get("name") == "projet"]
    return {box.get("value", ""): "checked" in box.attrib for box in found}


def typed_by_a_person(client: Client, project: Project, **values: str) -> None:
    here = f"/projets/{project.code}/modifier"
    assert client.post_form(here, values, page=here).status_code == 303


def test_what_nobody_touched_goes_back_and_the_undoing_is_kept(client: Client, session: Session) -> None:
    projects = three(session, phase_code="emergence")
    user = client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    assert undo(client, session, bulk) == 303
    assert {each.phase_code for each in projects} == {"emergence"}
    assert bulk.undone_by_id == user.id
    assert "annulée" in client.get("/projets/lots").text
    assert "3\u00a0projets remis comme avant" in client.get(f"/projets/lots/{bulk.id}").text
    assert "Il n’y a plus rien à remettre" in client.get(f"/projets/lots/{bulk.id}/annulation").text


def test_what_was_empty_is_empty_again(client: Client, session: Session) -> None:
    projects = three(session)
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    undo(client, session, bulk)
    assert {each.phase_code for each in projects} == {None}


def test_another_value_typed_since_stays(client: Client, session: Session) -> None:
    one, two, _ = projects = three(session, phase_code="emergence")
    client.sign_in(user=make.a_user(session, name="Inès Paul"))
    bulk = apply(client, session, projects, **PHASE)
    typed_by_a_person(client, one, phase_code="modelisation")
    page = client.get(f"/projets/lots/{bulk.id}/annulation").text
    assert str(one.id) not in boxes(client)
    assert "Changé depuis par Inès Paul" in page
    undo(client, session, bulk, projet=[str(one.id), str(two.id)])
    assert [each.phase_code for each in projects] == ["modelisation", "emergence", "deploiement"]


def test_the_same_value_typed_again_by_a_person_wins(client: Client, session: Session) -> None:
    """First changed to something else then back: the value says nothing, the journal does."""
    one, *_ = projects = three(session, phase_code="emergence")
    client.sign_in(user=make.a_user(session, name="Inès Paul"))
    bulk = apply(client, session, projects, **PHASE)
    for phase in ("modelisation", "deploiement"):
        typed_by_a_person(client, one, phase_code=phase)
    page = client.get(f"/projets/lots/{bulk.id}/annulation").text
    assert "La même valeur a été enregistrée de nouveau par Inès Paul" in page
    assert boxes(client)[str(one.id)] is False
    undo(client, session, bulk)
    assert [each.phase_code for each in projects] == ["deploiement", "emergence", "emergence"]


def test_a_record_saved_as_it_is_stays_unless_it_is_chosen(client: Client, session: Session) -> None:
    one, *_ = projects = three(session, phase_code="emergence")
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    typed_by_a_person(client, one)
    assert "La fiche a été enregistrée depuis" in client.get(f"/projets/lots/{bulk.id}/annulation").text
    undo(client, session, bulk)
    assert one.phase_code == "deploiement"
    undo(client, session, bulk, projet=[str(one.id)])
    assert one.phase_code == "emergence"


def test_a_program_that_wrote_the_field_wins_too(client: Client, session: Session) -> None:
    one, *_ = projects = three(session, phase_code="emergence")
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    for phase in ("modelisation", "deploiement"):
        update_project(session, one, version=None, user=None, phase_code=phase)
    session.commit()
    undo(client, session, bulk)
    assert [each.phase_code for each in projects] == ["deploiement", "emergence", "emergence"]


def test_a_record_whose_version_moved_unseen_by_the_journal_is_not_ticked(client: Client, session: Session) -> None:
    one, *_ = projects = three(session, phase_code="emergence")
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    session.get_one(BulkEditLine, (bulk.id, one.id)).version = 1
    session.commit()
    assert "sans que le journal dise comment" in client.get(f"/projets/lots/{bulk.id}/annulation").text
    assert boxes(client)[str(one.id)] is False


def test_another_bulk_edit_of_another_field_does_not_count(client: Client, session: Session) -> None:
    projects = three(session, phase_code="emergence")
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    apply(client, session, projects, acte="charte", valeur="v2")
    client.get(f"/projets/lots/{bulk.id}/annulation")
    assert set(boxes(client).values()) == {True}


def test_a_change_since_the_page_is_shown_again_and_nothing_is_undone(client: Client, session: Session) -> None:
    one, *_ = projects = three(session, phase_code="emergence")
    client.sign_in()
    bulk = apply(client, session, projects, **PHASE)
    assert undo(client, session, bulk, vu="autre") == 409
    assert one.phase_code == "deploiement"


def test_nothing_ticked_is_refused(client: Client, session: Session) -> None:
    client.sign_in()
    bulk = apply(client, session, three(session), **PHASE)
    assert undo(client, session, bulk, projet=[]) == 422


def test_domains_go_back_but_for_those_a_person_saved(client: Client, session: Session) -> None:
    one, two, _ = projects = three(session)
    client.sign_in()
    bulk = apply(client, session, projects, acte="ajouter-domaine", valeur="sante")
    typed_by_a_person(client, one, domain_codes="sante")
    undo(client, session, bulk)
    assert [domains(session, each) for each in projects] == [["sante"], [], []]
    removed = apply(client, session, [one, two], acte="retirer-domaine", valeur="sante")
    undo(client, session, removed)
    assert [domains(session, each) for each in projects] == [["sante"], [], []]


def test_only_milestones_added_by_it_leave_and_only_as_they_were_added(client: Client, session: Session) -> None:
    one, two, _ = projects = three(session)
    kept = make.a_milestone(session, one, kind_code="lancement")
    client.sign_in()
    bulk = apply(client, session, projects, acte="jalon", nature="bilan", echeance="01/06/2027")
    lines = {line.project_id: line for line in session.scalars(select(BulkEditLine))}
    session.get_one(Milestone, lines[one.id].milestone_id).title = "Bilan partagé"
    make.an_instalment(session, make.an_investment(session, two), milestone_id=lines[two.id].milestone_id)
    session.commit()
    page = client.get(f"/projets/lots/{bulk.id}/annulation").text
    assert "Le jalon a été changé depuis" in page
    assert "Une tranche dépend de ce jalon." in page
    undo(client, session, bulk)
    left = set(session.scalars(select(Milestone.id)))
    assert left == {kept.id, lines[one.id].milestone_id, lines[two.id].milestone_id}


def test_a_status_goes_back_one_step_and_the_move_is_kept(client: Client, session: Session) -> None:
    projects = three(session, status="conventionne")
    client.sign_in()
    bulk = apply(client, session, projects, acte="statut", valeur="en_cours")
    undo(client, session, bulk)
    assert {each.status for each in projects} == {"conventionne"}
    reasons = session.scalars(select(StatusMove.reason).where(StatusMove.to_status == "conventionne"))
    assert set(reasons) == {f"annulation de la modification en lot n°\u00a0{bulk.id}"}


def test_a_charter_signed_since_keeps_its_version(client: Client, session: Session) -> None:
    one, *_ = projects = three(session)
    client.sign_in()
    bulk = apply(client, session, projects, acte="charte", valeur="v2")
    one.charter_signed_on = date(2026, 11, 2)
    session.commit()
    assert "La charte a été signée depuis, le 02/11/2026." in client.get(f"/projets/lots/{bulk.id}/annulation").text
    undo(client, session, bulk)
    assert [each.charter_version for each in projects] == ["v2", "", ""]


@pytest.mark.parametrize("again", ["annulation", ""])
def test_an_unknown_bulk_edit_is_not_found(client: Client, again: str) -> None:
    client.sign_in()
    assert client.get(f"/projets/lots/999/{again}".rstrip("/")).status_code == 404


def test_past_edits_say_who_when_and_what(client: Client, session: Session) -> None:
    client.sign_in(user=make.a_user(session, name="Inès Paul"))
    apply(client, session, three(session), **PHASE)
    client.get("/projets/lots")
    assert client.page is not None
    shown = text_of(next(iter(client.page.iter("tbody"))))
    for part in ("Changer la phase d’innovation\u00a0: Déploiement", "3", "par Inès Paul", "en place"):
        assert part in shown
