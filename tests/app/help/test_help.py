"""Help, the words, the keyboard map and the style page."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.help.glossary import glossary
from app.help.routes import PURPOSES
from app.journal.context import acting
from app.models import Role, User
from app.models.user import Theme
from app.web.sections import LETTERS, SECTIONS
from tests.factories import a_project, a_user, an_investment
from tests.support.client import Client

TEMPLATES = Path(__file__).parents[3] / "templates"
MACRO = re.compile(r"{%-? macro (\w+)")
# Drawn by others, or never alone.
INNER = {"at", "shape", "tab_links", "strip", "tile", "control", "optional", "hint_and_error", "tokens", "page_head"}
OF_VIEWS = {"portfolio_filters", "filter_form", "filters_in_use", "filter_fields", "view_bar"}
OF_VIEWS |= {"filter_row", "filter_first", "filter_selects"}


def test_every_page_of_help_opens(client: Client) -> None:
    client.sign_in()
    for address in ("/aide", "/aide/mots", "/raccourcis", "/aide/charte", "/mon-compte/affichage"):
        assert client.get(address).status_code == 200, address


def test_the_style_page_shows_every_component(client: Client) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "help").glob("*style*.html"))
    for path in (TEMPLATES / "_macros").glob("*.html"):
        own = set(MACRO.findall(path.read_text(encoding="utf-8"))) - INNER - OF_VIEWS
        missing = {name for name in own if not name.startswith("combobox_") and f"{name}(" not in written}
        assert missing == set(), path.name


def test_a_word_has_one_meaning_and_one_place() -> None:
    words = [word for theme in glossary() for word in theme.words]
    assert len({word.anchor for word in words}) == len({word.name for word in words}) == len(words)
    assert all(word.meaning.endswith((".", "?")) for word in words)


def test_each_section_is_explained_and_has_its_key() -> None:
    labels = {label for label, _ in SECTIONS} - {"Espace financeur"}
    assert set(LETTERS) == set(PURPOSES) == labels


def test_the_keys_open_what_one_may_open(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    found = json.loads(re.search(r"data-keys='([^']+)'", client.get("/aide").text)[1])["addresses"]  # type: ignore[index]
    assert found == {"m": "/mon-travail", "p": "/projets", "e": "/campagnes", "t": "/tableau-de-bord", "x": "/exports"}


def test_one_key_alone_acts_only_for_who_wants_it(client: Client, session: Session) -> None:
    user = client.sign_in()
    assert json.loads(re.search(r"data-keys='([^']+)'", client.get("/aide").text)[1])["map"] == "/raccourcis"  # type: ignore[index]
    client.post_form("/mon-compte/affichage", {"theme": "dark"})
    assert "data-keys" not in client.get("/aide").text
    session.refresh(user)
    assert (user.theme, user.single_keys) == (Theme.DARK, False)


@pytest.mark.parametrize("theme", list(Theme))
def test_a_theme_is_chosen_in_one_press_from_any_page(client: Client, session: Session, theme: Theme) -> None:
    user = client.sign_in()
    here = {"Referer": "http://testserver/aide/mots?q=1"}
    answer = client.post_form("/mon-compte/affichage/theme", {"theme": theme.value}, headers=here)
    assert answer.headers["Location"] == "/aide/mots?q=1"
    session.refresh(user)
    assert user.theme == theme
    assert (f'data-theme="{theme.value}"' in client.get("/aide").text) is (theme is not Theme.AUTO)


def test_the_switch_sends_nobody_elsewhere(client: Client) -> None:
    client.sign_in()
    for elsewhere in ("https://ailleurs.example/x", "http://testserver.ailleurs.example/x", ""):
        answer = client.post_form("/mon-compte/affichage/theme", {"theme": "dark"}, headers={"Referer": elsewhere})
        assert answer.headers["Location"] == "/"


def test_a_theme_that_does_not_exist_is_refused_where_it_is_chosen(client: Client) -> None:
    client.sign_in()
    assert client.post_form("/mon-compte/affichage", {"theme": "rose"}).status_code == 422


@pytest.mark.parametrize(("role", "steps"), [(Role.GESTIONNAIRE, 3), (Role.EVALUATEUR, 2), (Role.LECTEUR, 1)])
def test_first_steps_are_those_one_may_take(client: Client, role: Role, steps: int) -> None:
    client.sign_in(role)
    assert client.get("/aide").text.count('class="badge quiet">à découvrir') == steps


def test_the_list_put_away_is_not_shown_again(client: Client, session: Session) -> None:
    user: User = client.sign_in(user=a_user(session))
    assert "Premiers pas" in client.get("/mon-travail").text
    client.post_form("/aide/premiers-pas/fin")
    session.refresh(user)
    assert user.welcomed_at is not None
    assert "Premiers pas" not in client.get("/mon-travail").text


def test_a_step_is_ticked_when_it_was_really_done(client: Client, session: Session) -> None:
    user = client.sign_in()
    acting(session, user_id=user.id, origin="page")
    an_investment(session, a_project(session))
    session.commit()
    page = client.get("/aide").text
    assert page.count('badge done">fait') == 1
    assert (
        page.index("Enregistrer un investissement") < page.index('badge done">fait') < page.index("Saisir une grille")
    )
