"""A new version of the grid: edited part by part, compared word for word, published, then frozen."""

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import clock
from app.models import QualificationGridDraft, QualificationGridVersion, Role
from app.qualification.checks import checks_of
from app.qualification.document import digest
from app.qualification.editing import with_new_practice, with_practice, without_practice
from app.qualification.official import load_qualification_grid, official_text
from app.qualification.versions import current_version, draft_record, read_draft, read_grid
from evaluation.qualification import QualificationGrid
from tests import factories as make
from tests.app.qualification.situations import DRAFT, GRID, NOTE, a_qualification, published
from tests.app.qualification.test_pages import shown
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, opened_form

PRACTICE = f"{DRAFT}/pratiques/DT2"


def start(client: Client) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    assert client.post_form(DRAFT, page=GRID).status_code == 303


def drafted(session: Session) -> QualificationGrid:
    session.expire_all()
    record = draft_record(session)
    assert record is not None
    return read_grid(record.source)


def reworded(grid: QualificationGrid) -> QualificationGrid:
    return with_practice(grid, "DT2", label="Temps de rencontre", help_text="", since=1)


def publish(client: Client, **typed: str) -> int:
    page = f"{DRAFT}/publication"
    today = f"{clock.today():%d/%m/%Y}"
    return client.post_form(page, {"decided_on": today, "note": NOTE} | typed, page=page).status_code


def test_the_shipped_version_says_that_it_is_a_proposal_and_where_it_comes_from(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get(GRID)
    for words in ("Version 1, proposition que le Fonds n’a pas encore publiée.", "associations.gouv.fr", "Fablab"):
        assert words in shown(client)
    assert client.get(f"{GRID}/fichier").text == official_text()


def test_loading_it_again_changes_nothing(session: Session) -> None:
    published(session, reworded)
    load_qualification_grid(session.connection())
    assert session.scalars(select(QualificationGridVersion.number)).all() == [1, 2]


def test_a_practice_is_reworded_and_the_version_in_force_does_not_move(client: Client, session: Session) -> None:
    start(client)
    assert client.post_form(PRACTICE, {"label": "Temps de rencontre"}, page=PRACTICE).status_code == 303
    assert drafted(session).practices["DT2"].label == "Temps de rencontre"
    assert drafted(session).practices["DT2"].since == 1
    assert current_version(session).grid.practices["DT2"].label == "Rencontres"
    client.get(f"{DRAFT}/changements")
    assert "Rencontres Temps de rencontre" in shown(client)
    assert "Les profils d’avant restent comparables." in shown(client)
    assert re.search(r"<del>Rencontres</del>\s*<ins>Temps de rencontre</ins>", client.get(f"{DRAFT}/changements").text)


def test_a_practice_that_means_something_else_says_that_it_does_not_compare(client: Client, session: Session) -> None:
    start(client)
    assert client.post_form(PRACTICE, {"changes_sense": "oui"}, page=PRACTICE).status_code == 303
    assert drafted(session).practices["DT2"].since == 2
    client.get(f"{DRAFT}/changements")
    assert "Ne se compare plus avec les profils d’avant." in shown(client)
    client.get(DRAFT)
    assert "Ne se compareront plus avec les profils d’avant : DT2." in shown(client)
    values = opened_form(client, PRACTICE)
    assert client.post(PRACTICE, data=values | {"changes_sense": []}).status_code == 303
    assert drafted(session).practices["DT2"].since == 1


def test_levels_are_named_again_and_two_never_share_a_name(client: Client, session: Session) -> None:
    start(client)
    page = f"{DRAFT}/ensemble"
    assert client.post_form(page, {"levels-3-label": "Essaimé"}, page=page).status_code == 303
    assert [own.label for own in drafted(session).levels][3] == "Essaimé"
    assert client.post_form(page, {"levels-2-label": "essaimé"}, page=page).status_code == 422
    assert "Deux niveaux ne portent pas le même nom." in shown(client)


def test_a_practice_is_added_retired_and_asked_again_and_its_code_is_its_own(client: Client, session: Session) -> None:
    start(client)
    page = f"{DRAFT}/missions/lieu/pratique"
    assert client.post_form(page, {"label": "Ressourcerie"}, page=page).status_code == 303
    added = drafted(session).practices["GL5"]
    assert (added.label, added.since) == ("Ressourcerie", 2)
    client.get(DRAFT)
    assert client.post_form(f"{DRAFT}/pratiques/GL4/retrait").status_code == 303
    assert "GL4" not in drafted(session).practices
    assert client.post_form(f"{DRAFT}/pratiques/GL4/reprise").status_code == 303
    assert "GL4" in drafted(session).practices
    assert client.post_form(f"{DRAFT}/pratiques/GL5/retrait").status_code == 303
    assert "GL5" not in drafted(session).every_practice
    assert client.post_form(f"{DRAFT}/pratiques/ZZ1/retrait").status_code == 404


def test_a_retired_code_is_never_given_to_another(session: Session) -> None:
    grid = current_version(session).grid
    without = without_practice(grid, "GL4", base=grid)
    added = with_new_practice(without, "lieu", label="Ressourcerie", help_text="", number=2)
    assert "GL5" in added.practices
    assert added.every_practice["GL4"].retired


def test_two_people_on_one_practice_see_both(client: Client, session: Session) -> None:
    start(client)
    mine = opened_form(client, PRACTICE)
    assert client.post_form(PRACTICE, {"label": "Le sien"}, page=PRACTICE).status_code == 303
    assert client.post(PRACTICE, data=mine | {"label": ["Le mien"], "idempotency_key": ["a"]}).status_code == 409
    assert conflict_rows(client)["Nom changé des deux côtés"][:2] == ["Le mien", "Le sien"]


def test_it_is_published_with_its_date_and_its_note_on_the_text_that_was_shown(
    client: Client, session: Session
) -> None:
    start(client)
    client.post_form(PRACTICE, {"label": "Temps de rencontre"}, page=PRACTICE)
    assert publish(client) == 303
    record = session.scalars(select(QualificationGridVersion).where(QualificationGridVersion.number == 2)).one()
    assert client.user is not None
    assert (record.decided_on, record.note, record.published_by_id) == (clock.today(), NOTE, client.user.id)
    assert record.sha256 == digest(record.source)
    assert session.scalars(select(QualificationGridDraft)).all() == []
    client.get(f"{GRID}/comparaison")
    assert "De la version 1 à la version 2" in shown(client)


@pytest.mark.parametrize("missing", ["decided_on", "note"])
def test_a_publication_says_when_and_what_was_decided(client: Client, session: Session, missing: str) -> None:
    start(client)
    assert publish(client, **{missing: ""}) == 422
    assert "Renseignez ce champ." in shown(client)
    assert current_version(session).number == 1


def test_a_text_changed_meanwhile_is_not_published_unread(client: Client, session: Session) -> None:
    start(client)
    form = opened_form(client, f"{DRAFT}/publication")
    client.post_form(PRACTICE, {"label": "Temps de rencontre"}, page=PRACTICE)
    answer = client.post(f"{DRAFT}/publication", data=form | {"note": [NOTE]})
    assert answer.status_code == 422
    assert "Le texte a changé depuis que vous avez ouvert cette page" in shown(client)
    assert current_version(session).number == 1


def test_the_proposal_may_be_published_as_it_is_a_decided_version_may_not_be_repeated(
    client: Client, session: Session
) -> None:
    start(client)
    assert publish(client) == 303
    start(client)
    client.get(f"{DRAFT}/publication")
    assert "Rien ne change par rapport à la version 2." in shown(client)


def test_a_mission_without_any_practice_or_two_of_one_name_stop_it(client: Client, session: Session) -> None:
    start(client)
    for code in ("GL1", "GL2", "GL3", "GL4"):
        client.post_form(f"{DRAFT}/pratiques/{code}/retrait")
    client.post_form(PRACTICE, {"label": "mise en relation"}, page=PRACTICE)
    stopped = [check.title for check in checks_of(read_draft(session)) if check.tone == "late"]
    assert stopped == ["Pratiques demandées", "Pratiques distinctes"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE qualification_grid SET source = source || ' ' WHERE number = 2",
        "UPDATE qualification_grid SET note = 'Autre' WHERE number = 2",
        "DELETE FROM qualification_grid WHERE number = 2",
    ],
)
def test_the_database_refuses_to_touch_a_published_version(session: Session, statement: str) -> None:
    published(session, reworded)
    with pytest.raises(DBAPIError, match="qualification_grid is frozen"):
        session.execute(text(statement))


def test_what_was_begun_with_a_version_is_finished_with_it(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    published(session, reworded)
    session.commit()
    client.sign_in(Role.EVALUATEUR)
    client.get(f"/qualifications/{made.id}/reponses/dialogue")
    assert "Temps de rencontre" not in shown(client)
    assert "Rencontres" in shown(client)


def test_the_account_may_go_the_version_stays(session: Session) -> None:
    user = make.a_user(session, name="Awa Diop")
    published(session, reworded, user=user)
    session.execute(text('DELETE FROM "user" WHERE id = :id'), {"id": user.id})
    assert session.scalar(text("SELECT published_by_id FROM qualification_grid WHERE number = 2")) is None


def test_a_draft_may_be_given_up(client: Client, session: Session) -> None:
    start(client)
    assert client.post_form(f"{DRAFT}/abandon", page=f"{DRAFT}/abandon").status_code == 303
    assert session.scalars(select(QualificationGridDraft)).all() == []
    assert client.get(DRAFT).status_code == 404
