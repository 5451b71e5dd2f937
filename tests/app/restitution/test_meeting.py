"""Mode réunion: one question on the wall, and nothing of the answers until they are asked for."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from app.models import Campaign
from app.models.user import Role
from tests.app.restitution.situations import a_disagreement, an_alliance, published, says
from tests.support.client import Client
from tests.support.html import text_of


@pytest.fixture
def campaign(client: Client, session: Session) -> Campaign:
    client.sign_in(Role.ADMIN)
    return a_disagreement(session)[0]


def test_nothing_of_the_answers_is_shown_before_being_asked(client: Client, campaign: Campaign) -> None:
    for rank in range(5):
        main = wall(client, campaign, rank)
        seen = " ".join(visible(main))
        for secret in ("100", "87,5", "voient", "voit 75", "attendons", "médiane", "Médiane"):
            assert secret not in seen, f"point {rank}"
        assert all("open" not in details.attrib for details in main.iter("details"))


def test_the_views_and_the_words_are_shown_when_asked(client: Client, campaign: Campaign) -> None:
    views, words = wall(client, campaign, 1).iter("details")
    assert "Montrer les regards" in text_of(views)
    assert "la collectivité\u00a00\u00a0: 87,5\u00a0points d’écart entre profils" in text_of(views)
    assert len(list(views.iter("table"))) == 1
    assert "Lire ce qui a été écrit (2)" in text_of(words)
    assert "Nous attendons encore la moitié." in text_of(words)


def test_even_an_administrator_projects_profiles_only(client: Client, campaign: Campaign) -> None:
    for rank in range(5):
        assert "Organisation de" not in text_of(wall(client, campaign, rank))


def test_one_turns_the_pages_from_the_introduction_to_the_whole(client: Client, campaign: Campaign) -> None:
    here = f"/campagnes/{campaign.id}/restitution?lecture=observed"
    assert turns(wall(client, campaign, 0)) == {"next": f"{here}&reunion=1&point=1"}
    assert turns(wall(client, campaign, 1)) == {"prev": f"{here}&reunion=1", "next": f"{here}&reunion=1&point=2"}
    last = {"prev": f"{here}&reunion=1&point=3", "next": here}
    assert turns(wall(client, campaign, 4)) == last
    assert turns(wall(client, campaign, 99)) == last


def test_each_wall_holds_one_question(client: Client, campaign: Campaign) -> None:
    titles = [text_of(next(wall(client, campaign, rank).iter("h1"))) for rank in range(1, 5)]
    assert titles[0] == "Les actions prévues ensemble ont été réalisées."
    assert len(set(titles)) == 4


def test_without_a_gap_the_meeting_is_told_so(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    campaign, (one, two) = an_alliance(session, "association", "collectivite")
    says(session, one, 3)
    says(session, two, 3)
    main = wall(client, published(session, campaign), 1)
    assert "Aucun écart important\u00a0: les regards se rejoignent." in text_of(main)
    assert turns(main) == {}


def test_before_any_answer_no_agreement_is_claimed(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    campaign, _ = an_alliance(session, "association", "collectivite")
    session.commit()
    text = text_of(wall(client, campaign, 0))
    assert "Aucun partenaire n’a encore répondu." in text
    assert "se rejoignent" not in text


def wall(client: Client, campaign: Campaign, rank: int) -> Element:
    answer = client.get(f"/campagnes/{campaign.id}/restitution?reunion=1&point={rank}")
    assert answer.status_code == 200
    assert client.page is not None
    return next(client.page.iter("main"))


def turns(main: Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in main.iter("a") if link.get("rel")}


def visible(element: Element) -> Iterator[str]:
    """What is read without opening anything: of a closed part, only its summary."""
    for child in element:
        if element.tag != "details" or child.tag == "summary":
            yield child.text or ""
            yield from visible(child)
        yield child.tail or ""
