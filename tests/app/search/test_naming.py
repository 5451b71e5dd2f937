"""A project named where a code is asked: found by its title or its place, and told when it is not known."""

from sqlalchemy.orm import Session

from app.models import Project
from app.search.projects import nearest
from tests import factories as make
from tests.support.client import Client

ASKED = "/recherche/projets"


def test_a_title_a_place_or_a_code_gives_the_code(client: Client, session: Session, island: Project) -> None:
    client.sign_in("lecteur")
    said = {"value": island.code, "label": island.title, "hint": island.code}
    for typed in ("énergie", "yeu", island.code.lower()):
        assert client.get(ASKED, params={"q": typed}).json() == [said], typed


def test_too_little_or_nothing_known_gives_nothing(client: Client, island: Project) -> None:
    client.sign_in("lecteur")
    for typed in ("", "é", "zzzz", "\x00"):
        assert client.get(ASKED, params={"q": typed}).json() == [], typed


def test_only_the_nearest_are_proposed(session: Session) -> None:
    for number in range(12):
        make.a_project(session, title=f"Rivage {number:02d}")
    assert [one.title for one in nearest(session, "rivage")] == [f"Rivage {number:02d}" for number in range(8)]


def test_a_title_typed_without_choosing_is_answered_by_its_code(
    client: Client, session: Session, island: Project
) -> None:
    client.sign_in("lecteur")
    answer = client.post_form("/exports", {"document": "fiche.pdf", "projet": "énergie partagée"})
    assert answer.status_code == 422
    said = f"Aucun projet n’a le code «\u00a0énergie partagée\u00a0». Peut-être {island.code} ({island.title})\u202f?"
    assert said in answer.text
