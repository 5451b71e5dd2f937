"""Views kept under a name: personal or shared, opened by address, changed by who may."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import DefaultView, SavedView, User
from app.views.service import create_view
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of

LATE = "suivi=retard&tri=-montant&colonnes=statut.engage"


def a_view(session: Session, owner: User, **given: object) -> SavedView:
    values = {"name": "En retard", "query": LATE, "is_shared": False} | given
    view = create_view(session, user=owner, **values)  # type: ignore[arg-type]
    session.commit()
    return view


def tabs(client: Client) -> list[str]:
    assert client.page is not None
    bar = next(nav for nav in client.page.iter("nav") if nav.get("aria-label") == "Vues du portefeuille")
    return [text_of(link) for link in bar.findall("a")]


def test_a_view_keeps_filters_order_and_columns_and_unfolds_into_its_address(client: Client, session: Session) -> None:
    client.sign_in("lecteur")
    client.get(f"/projets?{LATE}")
    client.get(f"/vues/nouvelle?{LATE}&apres=zzz&inconnu=1")
    answer = client.post_form("/vues/nouvelle", {"name": "En retard"}, page=f"/vues/nouvelle?{LATE}&apres=zzz")
    view = session.scalars(select(SavedView)).one()
    assert (view.query, view.is_shared) == (LATE, False)
    assert answer.headers["Location"] == f"/projets?vue={view.id}"
    assert client.get(f"/projets?vue={view.id}").headers["Location"] == f"/projets?{LATE}&vue={view.id}"
    client.get(f"/projets?{LATE}&vue={view.id}")
    assert tabs(client) == ["Tous", "En retard"]
    assert "Vue modifiée" not in client.get(f"/projets?{LATE}&vue={view.id}").text


def test_a_changed_view_says_so_and_is_saved_once_on_the_version_seen(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"))
    changed = f"/projets?region=53&vue={view.id}"
    assert "Vue modifiée" in client.get(changed).text
    saved = client.post_form(f"/vues/{view.id}/contenu", page=changed)
    assert saved.status_code == 303
    session.refresh(view)
    assert view.query == "region=53"
    late = client.post_form(f"/vues/{view.id}/contenu", {"query": "region=11", "version": "1"})
    assert late.status_code == 409
    session.refresh(view)
    assert view.query == "region=53"


def test_taking_every_filter_away_does_not_bring_the_view_back(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"), query="region=53")
    page = client.get(f"/projets?region=53&vue={view.id}").text
    assert f"/projets?tri=titre&amp;vue={view.id}" in page
    assert client.get(f"/projets?tri=titre&vue={view.id}").status_code == 200


def test_the_view_of_each_opens_first_and_all_projects_stay_one_link_away(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"))
    client.post_form("/vues/preference", {"view_id": str(view.id)})
    assert client.get("/projets").headers["Location"] == f"/projets?{LATE}&vue={view.id}"
    assert 'href="/projets?vue=tous"' in client.get("/projets?vue=tous").text
    client.post_form("/vues/preference", {"view_id": ""})
    assert client.get("/projets").status_code == 200
    assert session.scalars(select(DefaultView)).all() == []


def test_a_shared_view_is_seen_by_all_and_changed_by_its_owner_or_an_administrator(
    client: Client, session: Session
) -> None:
    owner = make.a_user(session, "lecteur", name="Inès Paul")
    view = a_view(session, owner, is_shared=True)
    private = a_view(session, owner, name="À moi")
    client.sign_in("gestionnaire")
    client.get("/projets")
    assert tabs(client) == ["Tous", "En retard par Inès Paul"]
    assert client.get(f"/vues/{view.id}/modifier").status_code == 404
    assert client.post_form(f"/vues/{view.id}/suppression").status_code == 404
    assert client.post_form("/vues/preference", {"view_id": str(private.id)}).status_code == 404
    client.sign_in("admin")
    assert client.get(f"/vues/{private.id}/modifier").status_code == 404
    assert client.post_form(f"/vues/{view.id}/suppression").status_code == 303
    assert session.scalars(select(SavedView.name)).all() == ["À moi"]


def test_a_name_already_taken_is_refused_on_its_field_and_nothing_typed_is_lost(
    client: Client, session: Session
) -> None:
    a_view(session, client.sign_in("lecteur"))
    answer = client.post_form("/vues/nouvelle", {"name": "en RETARD"}, page="/vues/nouvelle?region=53")
    assert answer.status_code == 422
    assert "Une de vos vues porte déjà ce nom." in answer.text
    assert "region=53" in answer.text


def test_two_people_renaming_a_view_see_both_versions(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"))
    client.get(f"/vues/{view.id}/modifier")
    view.name = "Autre nom"
    session.commit()
    answer = client.post_form(f"/vues/{view.id}/modifier", {"name": "Le mien", "version": "1"})
    assert answer.status_code == 409
    assert "Autre nom" in answer.text
    assert "Le mien" in answer.text


def test_views_change_place_and_a_form_sent_twice_acts_once(client: Client, session: Session) -> None:
    user = client.sign_in("lecteur")
    for name in ("Un", "Deux", "Trois"):
        last = a_view(session, user, name=name)
    client.post_form(f"/vues/{last.id}/place", {"vers": "avant"})
    client.get("/projets")
    assert tabs(client) == ["Tous", "Un", "Trois", "Deux"]
    client.get("/vues/nouvelle?region=53")
    for _ in range(2):
        client.post_form(
            "/vues/nouvelle", {"name": "Une fois", "idempotency_key": "k"}, page="/vues/nouvelle?region=53"
        )
    assert session.scalars(select(SavedView.name).where(SavedView.name == "Une fois")).all() == ["Une fois"]


def test_a_view_removed_leaves_the_projects_and_asks_first(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"), is_shared=True)
    make.a_project(session, title="Reste")
    assert "pour toute l’équipe" in client.get(f"/vues/{view.id}/suppression").text
    client.post_form(f"/vues/{view.id}/suppression", page=f"/vues/{view.id}/suppression")
    assert "Aucune vue pour le moment" in client.get("/vues").text
    assert "Reste" in client.get("/projets").text
