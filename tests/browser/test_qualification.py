"""Practices qualified: created by the fund, answered by the organisation with its link, read, again a year later."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.doors.sessions import open_session
from app.models import Door, Qualification, QualificationGridVersion
from app.web.cookies import cookie_name
from app.web.door import door_cookie
from tests import factories as make
from tests.app.qualification.situations import HERE, PLACE, a_qualification
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.support.doors import until

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
NAME = "Pôle des coteaux"


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"qualification-{name}-{screen}")


def a_catalyst(live_server: LiveServer) -> int:
    """Qualified a year and a half ago already."""
    with Session(live_server.engine) as session:
        organisation = make.an_organisation(session, name=NAME, profile_code="accompagnement")
        a_qualification(session, organisation, held_on=date(2024, 5, 6), DT1=0, DT2=2, DT3=1, GL1=2, GL2=1)
        session.commit()
        return organisation.id


def create(page: Page, screen: str) -> str:
    page.goto(HERE)
    page.get_by_role("link", name="Nouvelle qualification").click()
    page.get_by_label("Organisation").fill("pole des coteaux")
    page.get_by_label("Territoire").fill(PLACE)
    page.get_by_label("Région").select_option("Bretagne")
    looked_at(page, "nouvelle", screen)
    page.get_by_role("button", name="Créer").click()
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    return page.url


def invite(page: Page, screen: str) -> None:
    page.get_by_label("Nom de la personne").fill("Lia Morvan")
    page.get_by_label("Son adresse électronique").fill("lia@exemple.fr")
    page.get_by_label("Réponses attendues jusqu’au").fill(f"{until(20):%d/%m/%Y}")
    page.get_by_role("button", name="Inviter par courriel").click()
    expect(page.get_by_text("Le lien part à l’instant par courriel.")).to_be_visible()
    looked_at(page, "invitee", screen)


def guest(live_server: LiveServer, browser: Browser, width: int, script: bool = True) -> tuple[Page, str]:
    """The browser of whoever pressed the button of the link."""
    with Session(live_server.engine) as session:
        door = session.scalars(select(Door).order_by(Door.id.desc())).first()
        assert door is not None
        token = open_session(session, door=door, now=clock.now())
        root = f"/acces/{door.id}/qualification"
        name = cookie_name(door_cookie(door.id))
        session.commit()
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    context.add_cookies([{"name": name, "value": token, "url": live_server.url}])
    return context.new_page(), root


def say(page: Page, practice: str, level: str) -> None:
    page.get_by_role("group", name=practice, exact=True).get_by_role("radio", name=level, exact=True).check()


def answer(page: Page, root: str, look: bool, screen: str) -> None:
    page.goto(root)
    expect(page.get_by_text("aucun financeur ne les voit")).to_be_visible()
    if look:
        looked_at(page, "accueil", screen)
    page.get_by_role("link", name="Commencer").click()
    say(page, "Connaissance partagée du territoire et des acteurs", "Démarré")
    say(page, "Rencontres", "Transmis")
    say(page, "Sensibilisation aux alliances", "Ne se prononce pas")
    if look:
        page.get_by_text("Dire ce qui le montre (Rencontres)").click()
        page.get_by_label("Ce qui le montre, en une phrase").nth(1).fill("Un rendez-vous par mois.")
        looked_at(page, "mission", screen)
    for mission in ("Expérimentations collectives", "Accompagnements", "Gestion d’un lieu"):
        page.get_by_role("button", name="Enregistrer et continuer").click()
        expect(page.get_by_role("heading", name=mission, level=1)).to_be_visible()
    say(page, "Lieu convivial", "Régulier")
    page.get_by_role("button", name="Enregistrer et relire").click()
    expect(page.get_by_role("heading", name="Relire et envoyer", level=1)).to_be_visible()
    if look:
        looked_at(page, "relecture", screen)
    page.get_by_role("button", name="Envoyer au Fonds ODD 17").click()
    expect(page.get_by_role("heading", name="Merci, vos réponses sont envoyées")).to_be_visible()
    if look:
        looked_at(page, "recu", screen)


@pytest.mark.parametrize("screen", WIDTHS)
def test_from_an_invitation_to_what_moved_in_a_year(
    page: Page, browser: Browser, live_server: LiveServer, screen: str
) -> None:
    organisation = a_catalyst(live_server)
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    own = create(page, screen)
    invite(page, screen)
    theirs, root = guest(live_server, browser, WIDTHS[screen])
    answer(theirs, root, True, screen)
    theirs.context.close()
    page.goto(own)
    expect(page.get_by_text("par l’organisation (Lia Morvan)")).to_be_visible()
    looked_at(page, "profil", screen)
    page.get_by_role("link", name="Son histoire").click()
    expect(page.get_by_text("non pratiqué → démarré, nouveau").first).to_be_visible()
    expect(page.get_by_text("régulier → transmis, plus installé").first).to_be_visible()
    looked_at(page, "evolution", screen)
    page.goto("/regions/53")
    page.get_by_role("link", name="Pratiques", exact=True).click()
    expect(page.get_by_text("1 profil, de 1 organisation.")).to_be_visible()
    looked_at(page, "territoire", screen)
    page.get_by_role("link", name="Rencontres").click()
    expect(page.get_by_text("régulier, 06/05/2024")).to_be_visible()
    looked_at(page, "pratique", screen)
    page.goto(f"/partenaires/{organisation}")
    expect(page.get_by_role("link", name="Pratiques", exact=True)).to_be_visible()


def test_without_script_the_organisation_answers_just_as_well(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    a_catalyst(live_server)
    create(page, "bureau")
    invite(page, "bureau")
    theirs, root = guest(live_server, browser, 1280, script=False)
    answer(theirs, root, False, "bureau")
    theirs.context.close()
    with Session(live_server.engine) as session:
        sent = session.scalars(select(Qualification).order_by(Qualification.id.desc())).first()
        assert sent is not None
        assert (sent.sent_by, sent.sender_name) == ("organisation", "Lia Morvan")


@pytest.mark.parametrize("screen", WIDTHS)
def test_the_grid_is_changed_word_for_word_then_published(page: Page, live_server: LiveServer, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(HERE)
    page.get_by_role("link", name="La grille", exact=True).click()
    looked_at(page, "grille", screen)
    page.get_by_role("button", name="Préparer une nouvelle version").click()
    page.get_by_role("link", name="Modifier (Rencontres)").click()
    page.get_by_label("Nom de la pratique").fill("Rencontres entre acteurs")
    looked_at(page, "grille-pratique", screen)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name=re.compile("Ne plus demander Fablab")).click()
    looked_at(page, "grille-brouillon", screen)
    page.get_by_role("link", name="Ce qui change", exact=True).click()
    expect(page.locator("ins", has_text="entre acteurs")).to_be_visible()
    looked_at(page, "grille-changements", screen)
    page.go_back()
    page.get_by_role("link", name="Publier…").click()
    page.get_by_label("Ce qui a été décidé").fill("Relue avec quatre catalyseurs.")
    looked_at(page, "grille-publication", screen)
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_text(re.compile("Version.2, décidée par le Fonds le")).first).to_be_visible()
    with Session(live_server.engine) as session:
        assert session.query(QualificationGridVersion).filter_by(number=2).one().note
