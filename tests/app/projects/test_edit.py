"""Changing a project."""

import pytest
from sqlalchemy.orm import Session

from app.models import Project, Scale
from app.projects.queries import get_whole_project
from app.projects.service import create_project, update_project
from app.web.rights import Right
from tests.app.projects.test_service import CASSEL, LILLE, RENNES, TODAY
from tests.factories import a_programme, a_project, a_user
from tests.support.client import Client, with_all_rights_but
from tests.support.conflicts import conflict_rows, kept_form, opened_form
from tests.support.html import find_form, form_values, text_of


def page_of(project: Project) -> str:
    return f"/projets/{project.code}/modifier"


def text(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def again(session: Session, project: Project) -> Project:
    session.expire_all()
    return get_whole_project(session, project.code)


def whole(session: Session) -> dict[str, str | list[str]]:
    """One answer to each field."""
    return {
        "title": "Pacte local", "programme_id": str(a_programme(session).id),
        "referent_id": str(a_user(session).id), "summary": "En bref",
        "need": "Un besoin", "answer": "Une réponse", "territory_label": "Flandre", "territory_ids": [CASSEL],
        "scale_code": "bassin_de_vie", "phase_code": "emergence", "category_code": "mecenat",
        "mode_code": "mecenat_collectif", "objective_code": "territoire", "engineering_code": "projet",
        "domain_codes": ["sante", "emploi"], "goal_codes": ["3", "17.16"], "starts_on": "1/2/2024",
        "ends_on": "31.12.2025", "charter_version": "2", "charter_signed_on": "03/02/2024",
    }  # fmt: skip


def test_every_field_is_kept_and_shown_again(client: Client, session: Session) -> None:
    project = a_project(session)
    typed = whole(session)
    client.sign_in()
    assert client.post_form(page_of(project), typed, page=page_of(project)).status_code == 303
    client.get(page_of(project))
    assert client.page is not None
    shown = form_values(find_form(client.page, page_of(project)))
    expected = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    expected |= {"starts_on": ["01/02/2024"], "ends_on": ["31/12/2025"]}
    assert {name: sorted(shown[name]) for name in expected} == {k: sorted(v) for k, v in expected.items()}
    assert again(session, project).region_code == "32"


def test_a_fault_keeps_all_that_was_typed(client: Client, session: Session) -> None:
    project = a_project(session, title="Avant")
    client.sign_in()
    typed = whole(session) | {"title": " ", "ends_on": "31/12/2023", "charter_version": ""}
    answer = client.post_form(page_of(project), typed, page=page_of(project))
    assert answer.status_code == 422
    for sentence in ("Renseignez ce champ.", "La fin ne peut pas précéder le début.", "quelle version de la charte"):
        assert sentence in text(client)
    assert "Un besoin" in answer.text
    assert "Cassel" in text(client)
    assert again(session, project).title == "Avant"


def test_a_mode_of_another_category_is_refused_on_its_field(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    typed = {"category_code": "mecenat", "mode_code": "consortium"}
    answer = client.post_form(page_of(project), typed, page=page_of(project))
    assert answer.status_code == 422
    assert 'href="#mode_code"' in answer.text


@pytest.mark.parametrize("field", ["phase_code", "programme_id", "region_code", "domain_codes", "territory_ids"])
def test_a_value_that_does_not_exist_is_refused_on_its_field(client: Client, session: Session, field: str) -> None:
    project = a_project(session)
    client.sign_in()
    answer = client.post_form(page_of(project), {field: "999999"}, page=page_of(project))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_the_region_follows_the_territories_unless_said_otherwise(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    client.post_form(page_of(project), {"territory_ids": [CASSEL, LILLE]}, page=page_of(project))
    assert again(session, project).region_code == "32"
    client.get(page_of(project))
    assert "Celle des territoires\u00a0: Hauts-de-France" in text(client)
    client.post_form(page_of(project), {"region_code": "aucune"}, page=page_of(project))
    assert again(session, project).region_code is None
    client.post_form(page_of(project), {"title": "Titre seul"}, page=page_of(project))
    assert again(session, project).region_code is None


def test_a_region_known_without_places_is_not_lost(client: Client, session: Session) -> None:
    project = a_project(session, region_code="53")
    client.sign_in()
    client.post_form(page_of(project), {"title": "Nouveau titre"}, page=page_of(project))
    assert again(session, project).region_code == "53"


def test_without_script_one_answer_is_added_and_several_are_proposed(client: Client, session: Session) -> None:
    project = a_project(session, title="Avant")
    client.sign_in()
    typed = {"place_search": "59135", "bouton": "ajouter", "title": "Pendant"}
    assert client.post_form(page_of(project), typed, page=page_of(project)).status_code == 200
    assert client.page is not None
    values = form_values(find_form(client.page, page_of(project)))
    assert (values["territory_ids"], values["title"]) == ([CASSEL], ["Pendant"])
    answer = client.post_form(page_of(project), values | {"place_search": "Rennes", "bouton": "ajouter"})
    assert f'value="{RENNES}"' in answer.text
    assert again(session, project).title == "Avant"


def test_ticked_proposals_are_saved_with_the_rest(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    typed = {"place_search": "Rennes", "seen": "Rennes", "territory_ids": [RENNES]}
    assert client.post_form(page_of(project), typed, page=page_of(project)).status_code == 303
    assert [place.id for place in again(session, project).territories] == [RENNES]


def test_a_text_that_several_places_answer_is_not_dropped_silently(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    answer = client.post_form(page_of(project), {"place_search": "Saint"}, page=page_of(project))
    assert answer.status_code == 422
    assert "Plusieurs territoires" in text(client)


def test_two_tabs_never_overwrite_each_other(client: Client, session: Session) -> None:
    other = a_user(session, name="Camille Martin")
    project = create_project(session, title="Au départ", user=None, today=TODAY, domain_codes=["sante"])
    client.sign_in()
    client.get(page_of(project))
    assert client.page is not None
    mine = form_values(find_form(client.page, page_of(project))) | {"title": ["Le mien"], "domain_codes": ["emploi"]}
    update_project(session, project, version=None, user=other, title="Le sien", territory_ids=[CASSEL])
    answer = client.post_form(page_of(project), mine)
    assert answer.status_code == 409
    for part in ("Le mien", "Le sien", "Camille Martin", "Emploi", "Santé", "Cassel"):
        assert part in text(client)
    assert again(session, project).title == "Le sien"
    assert client.page is not None
    kept = form_values(find_form(client.page, page_of(project)))
    assert client.post_form(page_of(project), kept).status_code == 303
    assert again(session, project).title == "Le mien"


def test_the_conflict_page_tells_what_each_side_changed(client: Client, session: Session) -> None:
    project = create_project(
        session, title="Au départ", user=None, today=TODAY, domain_codes=["sante"], territory_ids=[RENNES]
    )
    client.sign_in()
    page = page_of(project)
    mine = opened_form(client, page) | {"domain_codes": ["sante", "emploi"]}
    client.post_form(page, {"title": "Le sien", "territory_ids": [CASSEL]}, page=page)
    assert client.post(page, data=mine).status_code == 409
    rows = conflict_rows(client)
    assert rows["Titre changé entre-temps, pas par vous"] == ["Au départ", "Le sien", "Au départ"]
    assert rows["Domaines changé par vous seulement"][2] == "Santé"
    assert [place.split()[0] for place in rows["Territoires changé entre-temps, pas par vous"]] == [
        "Rennes",
        "Cassel",
        "Rennes",
    ]
    assert client.post(page, data=kept_form(client, page)).status_code == 303
    assert {domain.code for domain in again(session, project).domains} == {"sante", "emploi"}


def test_a_retired_value_is_only_proposed_where_it_is_used(client: Client, session: Session) -> None:
    session.get_one(Scale, "quartier").active = False
    used, other = a_project(session, scale_code="quartier"), a_project(session)
    client.sign_in()
    assert 'value="quartier"' in client.get(page_of(used)).text
    assert 'value="quartier"' not in client.get(page_of(other)).text
    client.post_form(page_of(used), {"title": "Autre titre"}, page=page_of(used))
    assert again(session, used).scale_code == "quartier"


def test_places_are_proposed_as_one_types(client: Client) -> None:
    client.sign_in("lecteur")
    found = client.get("/territoires", params={"q": "cassel"}).json()
    assert found[0] == {"value": CASSEL, "label": "Cassel", "hint": "commune · 59135"}
    assert client.get("/territoires", params={"q": "\x00 %_' zz"}).json() == []


def test_editing_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    project = a_project(session)
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get(page_of(project)).status_code == 403
    assert client.post_form(page_of(project), {"title": "Autre"}).status_code == 403
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get("/territoires?q=cassel").status_code == 403
