"""The editable lists."""

import pytest
from sqlalchemy.orm import Session

from app.lists.names import NAMES
from app.lists.queries import pointing_columns, values
from app.models import EDITABLE_LISTS, Domain, PartnershipMode, Role
from app.web.rights import Right
from tests.factories import a_project
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of

HERE = "/listes/domaines"


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def codes(session: Session, slug: str = "domaines") -> list[str]:
    session.expire_all()
    return [value.code for value in values(session, slug)]


def test_every_list_has_its_name_and_page(client: Client) -> None:
    assert set(NAMES) == set(EDITABLE_LISTS)
    client.sign_in(Role.ADMIN)
    client.get("/listes")
    index = shown(client)
    for slug, name in NAMES.items():
        assert name.title in index
        assert client.get(f"/listes/{slug}").status_code == 200


def test_an_added_value_comes_last_with_a_code_of_its_own(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    answer = client.post_form(HERE, {"label": "Économie d’énergie"}, page=HERE)
    assert answer.status_code == 303
    assert codes(session)[-1] == "economie_d_energie"


def test_the_same_form_sent_twice_adds_once(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    before = len(codes(session))
    for _ in range(2):
        assert client.post_form(HERE, {"label": "Eau", "idempotency_key": "une-seule"}).status_code == 303
    assert len(codes(session)) == before + 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"label": ""}, "Renseignez ce champ."),
        ({"label": "SANTE"}, "est déjà dans cette liste"),
        ({"label": "Eau", "code": "sante"}, "déjà celui d’une autre valeur"),
        ({"label": "Eau", "code": "É a u"}, "en minuscules sans accent"),
    ],
)
def test_a_refused_value_says_why_and_keeps_what_was_typed(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    client.sign_in(Role.ADMIN)
    answer = client.post_form(HERE, typed, page=HERE)
    assert answer.status_code == 422
    assert sentence in shown(client)
    assert f'value="{typed["label"]}"' in answer.text or not typed["label"]


def test_a_mode_belongs_to_a_category(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    address = "/listes/modes"
    assert client.post_form(address, {"label": "Achats locaux"}, page=address).status_code == 422
    typed = {"label": "Achats locaux", "category_code": "pratiques_responsables"}
    assert client.post_form(address, typed, page=address).status_code == 303
    assert session.get_one(PartnershipMode, "achats_locaux").category_code == "pratiques_responsables"


def test_a_new_label_shows_everywhere(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    page = f"{HERE}/sante/modifier"
    assert client.post_form(page, {"label": "Santé et soin"}, page=page).status_code == 303
    session.expire_all()
    assert session.get_one(Domain, "sante").label == "Santé et soin"
    assert client.post_form(page, {"label": "Emploi"}, page=page).status_code == 422


def test_a_label_changed_meanwhile_shows_both_versions(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    page = f"{HERE}/sante/modifier"
    session.get_one(Domain, "sante").label = "Le sien"
    session.flush()
    answer = client.post_form(page, {"label": "Le mien", "seen": "Santé"})
    assert answer.status_code == 409
    assert "Le sien" in shown(client)
    assert "Le mien" in shown(client)


def test_values_go_up_and_down_and_stop_at_the_ends(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    first, second, *_ = codes(session)
    client.post_form(f"{HERE}/{second}/place", {"sens": "haut"})
    assert codes(session)[:2] == [second, first]
    client.post_form(f"{HERE}/{second}/place", {"sens": "haut"})
    assert codes(session)[:2] == [second, first]
    client.post_form(f"{HERE}/{second}/place", {"sens": "bas"})
    assert codes(session)[:2] == [first, second]


def test_a_used_value_is_counted_retired_and_kept(client: Client, session: Session) -> None:
    project = a_project(session)
    session.connection().exec_driver_sql("INSERT INTO project_domain VALUES (%s, 'sante')", (project.id,))
    client.sign_in(Role.ADMIN)
    assert next(value.uses for value in values(session, "domaines") if value.code == "sante") == 1
    assert client.post_form(f"{HERE}/sante/retrait").status_code == 303
    assert not session.get_one(Domain, "sante", populate_existing=True).active
    client.get(f"/projets/{project.code}")
    assert "Santé" in shown(client)
    assert client.post_form(f"{HERE}/sante/retour").status_code == 303
    assert session.get_one(Domain, "sante", populate_existing=True).active


def test_the_last_proposed_value_and_the_porteur_stay(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    assert client.post_form("/listes/roles/porteur/retrait").status_code == 422
    for code in ("emergence", "modelisation"):
        assert client.post_form(f"/listes/phases/{code}/retrait").status_code == 303
    assert client.post_form("/listes/phases/deploiement/retrait").status_code == 422
    assert "dernière valeur proposée" in shown(client)


def test_each_list_is_known_where_it_is_used() -> None:
    """A list no column points to could be retired without anyone counting."""
    unused = [slug for slug, kind in EDITABLE_LISTS.items() if not pointing_columns(kind)]
    assert unused == []


@pytest.mark.parametrize("address", ["/listes/inconnue", "/listes/domaines/inconnu/modifier"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    client.sign_in(Role.ADMIN)
    assert client.get(address).status_code == 404


def test_lists_ask_for_their_right(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.ADMIN, monkeypatch))
    for address in ("/listes", HERE, f"{HERE}/sante/modifier"):
        assert client.get(address).status_code == 403
    for address in (HERE, *(f"{HERE}/sante/{action}" for action in ("modifier", "place", "retrait", "retour"))):
        assert client.post_form(address, {"label": "Autre"}).status_code == 403
