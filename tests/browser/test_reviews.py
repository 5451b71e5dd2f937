"""A programme evaluated: prepared, voices invited, answered by link and on behalf, closed, published."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.doors.sessions import open_session
from app.models import ProgrammeResult, ProgrammeStory, ProgrammeVoice
from app.web.cookies import cookie_name
from app.web.door import door_cookie
from tests.app.reviews.situations import a_review, a_voice
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import a_programme
from tests.support.doors import a_door

pytestmark = pytest.mark.browser
LIST = "/evaluations-de-programme"
PHONE = {"width": 390, "height": 844}
NAME = "Alliance des essais"


def looked_at(page: Page, name: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"programme-{name}")


@pytest.fixture
def programme(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        a_programme(session, code="PLAN-9", title="Plan des essais", starts_on=date(2020, 1, 1))
        session.commit()
    return "PLAN-9"


@contextmanager
def behind_a_door(browser: Browser, live_server: LiveServer, *, script: bool) -> Iterator[tuple[Page, str]]:
    """A phone whose owner was let in by the link of an open review."""
    with Session(live_server.engine) as session:
        programme = a_programme(session, code="PLAN-9", title="Plan des essais", starts_on=date(2020, 1, 1))
        review = a_review(session, programme, phase="modelisation")
        voice = a_voice(session, review, "porteurs", NAME)
        door = a_door(session, voice.id, kind="programme")
        token = open_session(session, door=door, now=clock.now())
        session.commit()
        cookie = {"name": cookie_name(door_cookie(door.id)), "value": token, "url": live_server.url}
        root = f"/acces/{door.id}/programme"
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport=PHONE, java_script_enabled=script)
    context.add_cookies([cookie])  # type: ignore[list-item]
    yield context.new_page(), root
    context.close()


def test_a_review_is_led_from_its_preparation_to_its_publication(
    page: Page, live_server: LiveServer, programme: str
) -> None:
    page.goto(LIST)
    page.get_by_role("link", name="Plan des essais").click()
    page.get_by_label("Titre").fill("Quatre regards")
    page.get_by_label("Modélisation").check()
    looked_at(page, "preparer-1280")
    page.get_by_role("button", name="Préparer l’évaluation").click()
    for viewpoint in ("Porteurs", "Territoires"):
        page.get_by_role("link", name=f"Ajouter une voix ({viewpoint})").click()
        page.get_by_label("Nom de la voix").fill(f"Voix des {viewpoint.lower()}")
        page.get_by_role("button", name="Ajouter cette voix").click()
    expect(page.get_by_text("Aucune voix n’est invitée pour les investisseurs")).to_be_visible()
    page.get_by_role("button", name="Ouvrir à la saisie").click()
    page.get_by_role("link", name="Saisir les réponses de Voix des porteurs").click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_label("Racontez comment votre alliance est née.").fill("Un repas, puis une idée.")
    page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
    page.get_by_label("Nombre, ou au moins : Alliances nées ou renforcées").fill("3")
    looked_at(page, "comptes-1280")
    page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
    looked_at(page, "axe-1280")
    page.get_by_role("link", name="Relire et envoyer").click()
    expect(page.get_by_text("3 alliances")).to_be_visible()
    page.get_by_role("button", name="Envoyer au nom de cette voix").click()
    page.get_by_role("link", name="Quatre regards").click()
    expect(page.get_by_text("saisi par le Fonds en son nom")).to_be_visible()
    page.get_by_role("button", name="Clore l’évaluation").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_text("L’évaluation est publiée.")).to_be_visible()
    looked_at(page, "publiee-1280")
    page.set_viewport_size(PHONE)
    looked_at(page, "publiee-390")
    with Session(live_server.engine) as session:
        content = session.scalars(select(ProgrammeResult.content)).one()
    assert (content["missing"], content["silent"]) == (["investisseurs", "acteurs_publics"], ["territoires"])


def test_a_voice_answers_on_its_phone_and_what_it_types_is_kept_as_it_goes(
    browser: Browser, live_server: LiveServer
) -> None:
    with behind_a_door(browser, live_server, script=True) as (page, root):
        page.goto(root)
        expect(page.get_by_text("Hors du Fonds (rapport, classeur), aucune voix n’est nommée")).to_be_visible()
        looked_at(page, "accueil-390")
        page.get_by_role("link", name="Commencer").click()
        page.get_by_label("Racontez comment votre alliance est née.").fill("Un repas, puis une idée.")
        page.get_by_label("Qu’avez-vous appris dans ce programme").focus()
        expect(page.get_by_text("Enregistré à")).to_be_visible()
        expect(page.get_by_text("1 réponse sur 34")).to_be_visible()
        with Session(live_server.engine) as session:
            assert session.scalars(select(ProgrammeStory.text)).one() == "Un repas, puis une idée."
        page.goto(f"{root}/resultats")
        page.get_by_role("radio", name="3 Fort").first.check()
        expect(page.get_by_text("2 réponses sur 34")).to_be_visible()
        looked_at(page, "axe-390")
        page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Relation entre les acteurs")


def test_without_script_it_answers_reads_again_sends_and_takes_back(browser: Browser, live_server: LiveServer) -> None:
    with behind_a_door(browser, live_server, script=False) as (page, root):
        page.goto(f"{root}/recits")
        page.get_by_label("Racontez comment votre alliance est née.").fill("Un repas.")
        page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
        page.get_by_label("Nombre, ou au moins : Alliances nées ou renforcées").fill("beaucoup")
        page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
        expect(page.get_by_role("alert")).to_contain_text("Écrivez un nombre en chiffres")
        page.get_by_label("Nombre, ou au moins : Alliances nées ou renforcées").fill("3")
        page.get_by_role("button", name=re.compile("Enregistrer et continuer")).click()
        page.goto(f"{root}/relecture")
        page.get_by_label("Oui, avec mon point de vue et sans mon nom").check()
        page.get_by_role("button", name="Envoyer mes réponses").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre regard est bien arrivé")
        page.get_by_role("link", name="Relire ou imprimer").click()
        expect(page.get_by_text("Un repas.")).to_be_visible()
        page.goto(root)
        page.get_by_role("button", name="Corriger mes réponses").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Relire et envoyer")
        with Session(live_server.engine) as session:
            voice = session.scalars(select(ProgrammeVoice)).one()
        assert (voice.submitted_at, voice.quotes_allowed) == (None, True)
