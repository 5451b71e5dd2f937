"""How far the indicators have come, and the list behind each line."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.dashboard import indicators
from app.models.user import Role
from app.projects.filters import PortfolioFilter
from tests.app.dashboard.situations import by_class, opened, rows, sentence
from tests.factories import a_measurement, a_project, an_indicator
from tests.support.client import Client
from tests.support.html import text_of

HERE = "/tableau-de-bord"
TITLES = ("Aubépine", "Bleuet", "Cassis", "Dahlia")


def some_indicators(session: Session) -> None:
    """Four « Foyers touchés », three of them measured at 50, 100 and 200 %; one alone of its name, without target."""
    for place, value in enumerate((200, 400, 800, None)):
        label = "foyers touches" if place == 0 else "Foyers touchés"
        made = an_indicator(session, a_project(session, title=TITLES[place]), label=label)
        if value is not None:
            a_measurement(session, made, value)
    an_indicator(session, a_project(session, title="À part"), label="Ruches", target=None)


def test_a_family_gathers_what_bears_the_same_name(client: Client, session: Session) -> None:
    some_indicators(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    assert sentence(page, "indicateurs").startswith("3 mesurés sur 5\u00a0indicateurs, dont 2 à leur cible")
    found = rows(page, "indicateurs")
    assert [cell.replace("\u00a0", " ") for cell in found["Foyers touchés"]] == [
        "3", "50 %", "75 %", "100 %", "150 %", "200 %",
    ]  # fmt: skip
    assert found["Autres indicateurs"] == ["0", "aucune"]
    assert "dont 1 au-delà de 150\u00a0%" in text_of(page)
    assert len([own for own in by_class(page, "over") if own.tag.endswith("path")]) == 1


def test_the_list_behind_a_family_has_all_of_it(client: Client, session: Session) -> None:
    some_indicators(session)
    client.sign_in(Role.LECTEUR)
    links = [a.get("href", "") for a in opened(client, HERE).iter("a") if "/indicateurs?" in a.get("href", "")]
    assert len(links) == 2
    shared, others = (text_of(opened(client, link)) for link in links)
    assert "3\u00a0mesurés sur 4\u00a0indicateurs, 4\u00a0projets" in shared
    assert "à mesurer" in shared
    assert "Ruches" in others
    assert "sans cible" in others


def test_a_family_keeps_its_list_when_filters_leave_one_of_it(client: Client, session: Session) -> None:
    """The picture then gathers it with the others; an address kept or shared still opens it."""
    some_indicators(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, f"{HERE}/indicateurs?famille=foyers+touches&q=bleuet")
    assert "1\u00a0mesuré sur 1\u00a0indicateur, 1\u00a0projet" in text_of(page)


def test_a_family_that_no_longer_is_says_so(client: Client, session: Session) -> None:
    some_indicators(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, f"{HERE}/indicateurs?famille=inconnue&region=53")
    assert "Aucun indicateur de ce nom parmi ces projets." in text_of(page)


def test_long_families_read_by_columns_say_the_same(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    some_indicators(session)
    session.flush()
    read = []
    for long in (500, 0):
        monkeypatch.setattr(indicators, "LONG", long)
        found = indicators.attained(session, PortfolioFilter(), date(2026, 11, 27), 3).families
        read.append([(own.key, own.count, own.projects, own.usable, own.reached, own.spread.median) for own in found])
    assert read[0] == read[1]
    assert read[0][0][:4] == ("foyers touches", 4, 4, 4)
