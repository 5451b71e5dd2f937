"""A review from its preparation to its publication, as a person of the fund leads it."""

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.models import (
    CampaignStatus,
    ProgrammeGrid,
    ProgrammeResult,
    ProgrammeReview,
    ProgrammeReviewEvent,
    ProgrammeVoice,
)
from app.web.rights import Right
from evaluation.grids.programmes import programme_grid_text
from tests import factories as make
from tests.app.reviews.situations import GRID, a_figure, a_published_review, a_review, a_voice, rates_all
from tests.support.client import Client, with_all_rights_but
from tests.support.html import find_form, form_values, text_of
from tests.support.queries import counted

LIST = "/evaluations-de-programme"
FILLED = {"title": "Quatre regards", "phase": "modelisation", "held_on": "01/06/2026", "closes_on": "30/06/2026"}


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def of(review: ProgrammeReview, code: str) -> str:
    return f"/programmes/{code}/evaluations/{review.id}"


@pytest.fixture
def prepared(session: Session) -> tuple[ProgrammeReview, str]:
    programme = make.a_programme(session, code="PLAN-9", title="Plan des essais")
    review = a_review(session, programme, status="preparation", phase="modelisation")
    return review, of(review, "PLAN-9")


@pytest.fixture
def opened(session: Session) -> tuple[ProgrammeReview, str]:
    programme = make.a_programme(session, code="PLAN-9", title="Plan des essais")
    review = a_review(session, programme)
    return review, of(review, "PLAN-9")


def test_a_review_is_prepared_for_a_programme_with_the_newest_grid(client: Client, session: Session) -> None:
    make.a_programme(session, code="PLAN-9", title="Plan des essais")
    client.sign_in("evaluateur")
    page = "/programmes/PLAN-9/evaluations/nouvelle"
    client.post_form(page, FILLED, page=page)
    review = session.scalars(select(ProgrammeReview)).one()
    assert (review.title, review.phase, review.status) == ("Quatre regards", "modelisation", "preparation")
    assert review.grid_reference == GRID


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client: Client, session: Session) -> None:
    make.a_programme(session, code="PLAN-9")
    client.sign_in("evaluateur")
    page = "/programmes/PLAN-9/evaluations/nouvelle"
    typed = FILLED | {"opens_on": "01/07/2026", "closes_on": "30/06/2026"}
    assert client.post_form(page, typed, page=page).status_code == 422
    assert "La clôture ne peut pas précéder l’ouverture." in shown(client)
    assert session.scalars(select(ProgrammeReview)).all() == []


def test_a_missing_viewpoint_is_said_and_a_voice_added_from_there(
    client: Client, session: Session, prepared: tuple[ProgrammeReview, str]
) -> None:
    review, own = prepared
    a_voice(session, review, "porteurs")
    client.sign_in("evaluateur")
    client.get(own)
    assert (
        "Aucune voix n’est invitée pour les territoires, les investisseurs sociétaux et les acteurs publics"
        in shown(client)
    )
    page = f"{own}/voix/nouvelle"
    client.post_form(page, {"viewpoint": "territoires", "name": "Pays d’essai"}, page=page)
    assert {voice.viewpoint for voice in session.scalars(select(ProgrammeVoice))} == {"porteurs", "territoires"}


def test_two_voices_never_share_a_name_in_a_review(
    client: Client, session: Session, prepared: tuple[ProgrammeReview, str]
) -> None:
    review, own = prepared
    a_voice(session, review, "porteurs", "Pays d’essai")
    client.sign_in("evaluateur")
    page = f"{own}/voix/nouvelle"
    answer = client.post_form(page, {"viewpoint": "territoires", "name": "Pays d’essai"}, page=page)
    assert answer.status_code == 422
    assert "Une voix porte déjà ce nom dans cette évaluation." in shown(client)


def test_a_voice_may_point_at_a_record_of_the_fund_named_as_one_types(
    client: Client, session: Session, prepared: tuple[ProgrammeReview, str]
) -> None:
    _, own = prepared
    organisation = make.an_organisation(session, name="Fondation des Essais")
    client.sign_in("evaluateur")
    page = f"{own}/voix/nouvelle"
    typed = {"viewpoint": "investisseurs", "name": "Le comité", "organisation": "fondation des essais"}
    client.post_form(page, typed, page=page)
    assert session.scalars(select(ProgrammeVoice.organisation_id)).one() == organisation.id
    assert client.post_form(page, typed | {"name": "Autre", "organisation": "Inconnue"}, page=page).status_code == 422
    found = client.get(f"{LIST}/organisations?q=essais").json()
    assert found == [{"value": str(organisation.id), "label": "Fondation des Essais", "hint": "Association"}]


def test_it_is_opened_closed_reopened_with_a_reason_and_published(
    client: Client, session: Session, prepared: tuple[ProgrammeReview, str]
) -> None:
    review, own = prepared
    client.sign_in("gestionnaire")
    assert client.post_form(f"{own}/ouverture", page=own).status_code == 422, "nobody is invited"
    rates_all(session, a_voice(session, review, "porteurs"), 3)
    client.post_form(f"{own}/ouverture", page=own)
    client.post_form(f"{own}/cloture", page=own)
    assert client.post_form(f"{own}/reouverture", {"reason": ""}, page=own).status_code == 422
    client.post_form(f"{own}/reouverture", {"reason": "Une voix manquait."}, page=own)
    client.post_form(f"{own}/cloture", page=own)
    client.post_form(f"{own}/publication", page=own)
    session.refresh(review)
    assert review.status == CampaignStatus.PUBLISHED
    events = session.execute(
        select(ProgrammeReviewEvent.kind, ProgrammeReviewEvent.reason).order_by(ProgrammeReviewEvent.id)
    ).all()
    assert [tuple(event) for event in events] == [
        ("opened", ""),
        ("closed", ""),
        ("reopened", "Une voix manquait."),
        ("closed", ""),
        ("published", ""),
    ]


def test_a_correction_says_why_and_keeps_the_first_result(client: Client, session: Session) -> None:
    programme = make.a_programme(session, code="PLAN-9")
    result = a_published_review(session, programme=programme)
    own = f"/programmes/PLAN-9/evaluations/{result.review_id}"
    client.sign_in("gestionnaire")
    client.post_form(f"{own}/reouverture", {"reason": "Une voix manquait."}, page=own)
    client.post_form(f"{own}/cloture", page=own)
    assert client.post_form(f"{own}/publication", page=own).status_code == 422
    client.post_form(f"{own}/publication", {"reason": "La voix est venue."}, page=own)
    kept = session.scalars(select(ProgrammeResult).order_by(ProgrammeResult.sequence)).all()
    assert [(one.sequence, one.reason) for one in kept] == [(1, ""), (2, "La voix est venue.")]
    assert kept[0].inputs_sha256 == kept[1].inputs_sha256, "nothing was answered meanwhile"


def test_two_people_on_the_same_review_see_both_versions(
    client: Client, session: Session, prepared: tuple[ProgrammeReview, str]
) -> None:
    review, own = prepared
    client.sign_in("evaluateur")
    client.get(f"{own}/modifier")
    review.title = "Renommée ailleurs"
    session.flush()
    assert client.post_form(f"{own}/modifier", FILLED | {"version": "1"}).status_code == 409
    assert "Modifié entre-temps" in shown(client)


def test_the_age_of_a_programme_is_decided_before_anyone_is_asked(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str]
) -> None:
    review, own = opened
    client.sign_in("evaluateur")
    typed = FILLED | {"phase": "emergence"}
    assert client.post_form(f"{own}/modifier", typed, page=f"{own}/modifier").status_code == 422
    session.refresh(review)
    assert review.phase == "deploiement"


def test_a_figure_starts_from_a_projects_indicator_and_is_checked_by_a_person(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str]
) -> None:
    review, own = opened
    project = make.a_project(session, code="ODD17-2024-900", programme_id=review.programme_id)
    indicator = make.an_indicator(session, project, label="Foyers touchés", unit="foyers")
    make.a_measurement(session, indicator, 250, source="Registre")
    client.sign_in("evaluateur")
    client.get(f"{own}/reperes/propositions")
    assert "Foyers touchés" in shown(client)
    page = f"{own}/reperes/nouveau?indicateur={indicator.id}"
    client.get(page)
    assert "Relisez chaque valeur avant d’ajouter" in shown(client)
    typed = {"label": "Foyers touchés", "value": "260", "measured_on": "01/04/2026", "target": "400", "evidence": "1"}
    client.post_form(f"{own}/reperes/nouveau", typed | {"indicator_id": str(indicator.id)}, page=page)
    client.get(own)
    assert "65\u00a0%" in shown(client)


def test_an_indicator_of_another_programme_is_not_proposed(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str]
) -> None:
    indicator = make.an_indicator(session, make.a_project(session))
    client.sign_in("evaluateur")
    assert client.get(f"{opened[1]}/reperes/nouveau?indicateur={indicator.id}").status_code == 404


def test_a_value_without_its_date_is_refused_at_its_field(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str]
) -> None:
    _, own = opened
    client.sign_in("evaluateur")
    page = f"{own}/reperes/nouveau"
    assert client.post_form(page, {"label": "Emplois", "value": "3", "evidence": "0"}, page=page).status_code == 422
    assert "Dites de quand date cette valeur." in shown(client)


def test_what_is_closed_takes_neither_voice_nor_figure(client: Client, session: Session) -> None:
    programme = make.a_programme(session, code="PLAN-9")
    result = a_published_review(session, programme=programme)
    own = f"/programmes/PLAN-9/evaluations/{result.review_id}"
    client.sign_in("evaluateur")
    page = f"{own}/voix/nouvelle"
    client.get(own)
    assert client.post_form(page, {"viewpoint": "porteurs", "name": "Tard venue"}).status_code == 422
    typed = {"label": "Tard", "evidence": "0"}
    assert client.post_form(f"{own}/reperes/nouveau", typed).status_code == 422


@pytest.mark.parametrize("right", [Right.EVALUATE, Right.PUBLISH])
def test_a_reader_sees_the_review_and_may_change_nothing(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str], right: Right, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, own = opened
    client.sign_in(with_all_rights_but(right, monkeypatch))
    assert client.get(own).status_code == 200
    action = f"{own}/cloture" if right is Right.EVALUATE else f"{own}/publication"
    assert client.post_form(action).status_code == 403


def test_the_list_is_filtered_by_programme_and_goes_on_by_key(client: Client, session: Session) -> None:
    programme = make.a_programme(session, code="PLAN-9", title="Plan des essais")
    other = make.a_programme(session, code="PLAN-8")
    for number in range(60):
        a_review(session, programme, title=f"Regard {number:02}")
    a_review(session, other, title="Ailleurs")
    client.sign_in("lecteur")
    page = client.get(f"{LIST}?programme=PLAN-9").text
    assert ("Regard 59" in page, "Regard 05" in page, "Ailleurs" in page) == (True, False, False)
    assert "apres=" in page


def test_the_pages_ask_the_same_number_of_questions_whatever_the_number_of_voices(
    client: Client, session: Session, connection: Connection
) -> None:
    programme = make.a_programme(session, code="PLAN-9")
    few, many = a_review(session, programme), a_review(session, programme)
    rates_all(session, a_voice(session, few, "porteurs"), 3)
    for number in range(12):
        rates_all(session, a_voice(session, many, "territoires", f"Voix {number}"), 2)
        a_figure(session, many, f"Repère {number}")
    session.commit()
    client.sign_in("evaluateur")
    asked = []
    for review in (few, many):
        client.get(of(review, "PLAN-9"))
        with counted(connection) as queries:
            client.get(of(review, "PLAN-9"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_list_asks_the_same_whatever_its_length(client: Client, session: Session, connection: Connection) -> None:
    programme = make.a_programme(session, code="PLAN-9")
    asked = []
    client.sign_in("lecteur")
    for count in (1, 20):
        for _ in range(count):
            a_voice(session, a_review(session, programme), "porteurs")
        session.commit()
        client.get(LIST)
        with counted(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def the_next_grid(**changes: str) -> str:
    text = programme_grid_text(GRID).replace('version = "1.0"', 'version = "1.1"')
    text = text.replace("published_on = 2026-11-27", "published_on = 2099-01-01")
    for old, new in changes.items():
        text = text.replace(f'label = "{old}"', f'label = "{new}"')
    return text


def drafted(client: Client, text: str) -> None:
    page = f"{LIST}/grilles/nouvelle"
    answer = client.post_form(page, page=page, files={"file": ("grille.toml", text.encode())})
    assert answer.status_code == 200


def test_a_new_version_of_the_grid_is_read_as_a_draft_before_anything_is_published(
    client: Client, session: Session
) -> None:
    client.sign_in("admin")
    drafted(client, the_next_grid(Résultats="Ce qui a été atteint"))
    assert "Rien n’est encore publié." in shown(client)
    assert "Axe Ce qui a été atteint" in shown(client)
    assert "Ce qui change par rapport à la version 1.0" in shown(client)
    assert session.get(ProgrammeGrid, "evaluation-programme@1.1") is None


def test_a_draft_without_a_change_says_so(client: Client, session: Session) -> None:
    client.sign_in("admin")
    drafted(client, the_next_grid())
    assert "Rien ne change par rapport à la version 1.0" in shown(client)


def test_the_very_text_that_was_read_is_published_by_the_administration(client: Client, session: Session) -> None:
    client.sign_in("admin")
    text = the_next_grid()
    drafted(client, text)
    assert client.page is not None
    there = f"{LIST}/grilles/publication"
    posted = form_values(find_form(client.page, there))
    assert client.post(there, data=posted).status_code == 303
    assert session.get(ProgrammeGrid, "evaluation-programme@1.1") is not None
    client.get(f"{LIST}/grille/evaluation-programme@1.1")
    assert "Une proposition" in shown(client)
    assert client.get(f"{LIST}/grille/evaluation-programme@1.1/fichier").text == text
    assert client.post(there, data=posted | {"idempotency_key": ["autre"]}).status_code == 422
    assert "est déjà publiée" in shown(client)


def test_a_wrong_grid_is_refused_with_every_fault(client: Client, session: Session) -> None:
    client.sign_in("admin")
    page = f"{LIST}/grilles/nouvelle"
    text = programme_grid_text(GRID).replace('unit = "jours"\n', "").replace('label = "Comptes"', "")
    text = text.replace('label = "Ce qui a été appris"\n', "")
    answer = client.post_form(page, page=page, files={"file": ("grille.toml", text.encode())})
    assert answer.status_code == 422
    assert "2 points sont à corriger" in shown(client)
    assert (
        client.post_form(page, page=page, files={"file": ("a.toml", programme_grid_text(GRID).encode())}).status_code
        == 422
    )
    assert "est déjà publiée" in shown(client)


def test_only_the_administration_publishes_a_grid(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(with_all_rights_but(Right.ADMIN, monkeypatch))
    assert client.get(f"{LIST}/grilles").status_code == 200
    assert client.get(f"{LIST}/grilles/nouvelle").status_code == 403
    assert client.post_form(f"{LIST}/grilles/publication", {"source": the_next_grid()}).status_code == 403


def test_only_a_review_nobody_was_asked_for_is_removed(client: Client, session: Session) -> None:
    programme = make.a_programme(session, code="PLAN-9")
    review, other = a_review(session, programme, status="preparation"), a_review(session, programme)
    a_voice(session, review, "porteurs")
    client.sign_in("evaluateur")
    client.post_form(f"{of(review, 'PLAN-9')}/suppression", page=of(review, "PLAN-9"))
    assert client.post_form(f"{of(other, 'PLAN-9')}/suppression").status_code == 422
    assert session.scalars(select(ProgrammeReview.id)).all() == [other.id]


def test_a_review_of_another_programme_is_not_there(
    client: Client, session: Session, opened: tuple[ProgrammeReview, str]
) -> None:
    make.a_programme(session, code="PLAN-8")
    client.sign_in("evaluateur")
    assert client.get(of(opened[0], "PLAN-8")).status_code == 404
