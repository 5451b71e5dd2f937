"""The fund at a glance: each figure is the one of the list it opens."""

from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Region
from app.models.user import Role
from app.web.rights import Right
from tests.app.dashboard.situations import TODAY, a_fund, by_class, figures, opened, rows, sentence
from tests.factories import a_measurement, a_project, an_indicator
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted
from tests.support.rights import with_all_rights_but

HERE = "/tableau-de-bord"
NAMES = ("argent", "territoires", "jalons", "axes", "indicateurs")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_the_key_figures_are_those_of_the_fund(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    assert "au 26 novembre 2026" in text_of(page)
    assert figures(page) == {
        "projets": "4",
        "engagés": "60\u202f000\u00a0€",
        "versés": "16\u202f000\u00a0€",
        "dus aujourd’hui": "4\u202f000\u00a0€",
        "levier, pour un euro engagé": "1,5",
        "territoires couverts": "2 sur 18",
        "des jalons tenus à l’heure": "50\u00a0%",
        "évaluations publiées": "3",
    }


@pytest.mark.parametrize("query", ["", "?region=53", "?programme=aucun", "?statut=repere"])
def test_each_key_figure_opens_the_list_that_has_it(client: Client, session: Session, query: str) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE + query)
    links = {text_of(next(own.iter("dt"))): next(own.iter("a")) for own in by_class(page, "eight") for own in own}
    for label in ("projets", "projet", "engagés", "versés", "dus aujourd’hui"):
        if label in links:
            listed = figures(opened(client, links[label].get("href", "")))
            assert listed[label].split(" sur ")[0] == text_of(links[label])


def test_the_published_evaluations_are_counted_by_their_list(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    assert figures(opened(client, f"{HERE}?region=53"))["évaluation publiée"] == "1"
    assert "1\u00a0campagne" in text_of(opened(client, "/campagnes?statut=publiee&region=53"))


@pytest.mark.parametrize("by", ["programme", "phase", "region", "categorie", "financeur"])
def test_each_line_of_money_opens_its_own_projects(client: Client, session: Session, by: str) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, f"{HERE}?par={by}")
    table = next(own for own in page.iter("figure") if own.get("id") == "argent")
    links = [row for row in table.iter("tr") if list(row.iter("a"))]
    assert len(links) >= 2
    for row in links:
        cells = {cell.get("data-label"): text_of(cell) for cell in row.iter("td")}
        listed = figures(opened(client, next(row.iter("a")).get("href", "")))
        assert listed.get("projets", listed.get("projet", "")).split(" sur ")[0] == cells["Projets"]
        for label, own in (("Engagé", "engagés"), ("Versé", "versés"), ("Dû", "dus aujourd’hui")):
            assert by == "financeur" or listed[own] == cells[label]


def test_the_money_adds_up_with_what_has_no_programme_on_its_own_line(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    found = rows(page, "argent")
    assert list(found) == ["Plan bleu", "Sans programme", "Ensemble"]
    assert [cell.replace("\u202f", " ").replace("\u00a0", " ") for cell in found["Plan bleu"]] == [
        "2", "50 000 €", "16 000 €", "4 000 €", "30 000 €", "1,8",
    ]  # fmt: skip
    said = sentence(page, "argent").replace("\u202f", " ").replace("\u00a0", " ")
    assert said.startswith("60 000 € engagés : 16 000 € versés, 4 000 € dus, 40 000 € à venir.")


def test_the_leverage_of_a_funder_is_that_of_its_workbook(client: Client, session: Session) -> None:
    """35 000 € of its own for 90 000 € of cofinancing and 10 000 € of the other funder."""
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    found = rows(opened(client, f"{HERE}?par=financeur"), "argent")
    shares = {cells[1].replace("\u202f", " ").replace("\u00a0", " "): cells[2] for cells in found.values()}
    assert shares["35 000 €"] == "2,9"
    assert shares["15 000 €"] == "—"


def test_the_territories_are_told_against_the_goal(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    said = sentence(page, "territoires").replace("\u202f", " ").replace("\u00a0", " ")
    assert said == "1 des 13 régions métropolitaines, 1 des 5 outre-mer ; 16 territoires à ouvrir, en pointillé."
    tiles = {own.get("href", ""): text_of(own) for own in by_class(page, "tile")}
    covered = [address for address in tiles if address.startswith("/projets")]
    assert len(covered) == 2
    for address in covered:
        assert figures(opened(client, address))["projet"].startswith("1 sur")
    assert [text for text in tiles.values() if text.startswith("Corse")] == ["Corse aucun projet"]


def test_milestones_kept_late_and_to_come(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    said = sentence(page, "jalons").replace("\u202f", " ").replace("\u00a0", " ")
    assert said.startswith("50 % tenus : 2 des 4 jalons faits ou échus l’ont été à l’heure ; 1 en retard, de 56 jours")
    assert rows(page, "jalons")["Tous les jalons"] == ["2", "1", "1", "1"]
    assert rows(page, "jalons")["T1 2026"] == ["1", "", "", ""]
    assert len(rows(page, "jalons")) == 11


def test_the_calendar_lists_the_milestones_of_a_quarter_and_the_late_ones(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    figure = next(own for own in opened(client, HERE).iter("figure") if own.get("id") == "jalons")
    addresses = {link.get("href", "") for link in figure.iter("a") if "/calendrier" in link.get("href", "")}
    assert len(addresses) == 6
    for address in addresses:
        page = opened(client, address)
        assert len([head for head in page.iter("th") if head.get("scope") == "row"]) == 1


def test_scores_are_counted_before_they_are_summed_up(client: Client, session: Session) -> None:
    """Three projects make a median; two are listed, and nothing is said of them together."""
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, HERE)
    assert sentence(page, "axes").startswith("3\u00a0projets sur 3 ont un score publié in itinere.")
    table = rows(page, "axes")
    assert table["Impact innovation"] == ["3", "40,0", "50,0", "60,0", "70,0", "80,0"]
    assert table["Relation partenariale"] == ["2", "50,0 et 50,0"]
    address = next(a.get("href", "") for a in page.iter("a") if "evaluation=in_itinere" in a.get("href", ""))
    assert figures(opened(client, address))["projets"] == "3 sur 4"
    assert "Aucun score n’est encore publié à ce moment." in text_of(opened(client, f"{HERE}?moment=ex_post"))


def test_the_chosen_projects_and_the_view_travel_together(client: Client, session: Session) -> None:
    a_fund(session)
    client.sign_in(Role.LECTEUR)
    page = opened(client, f"{HERE}?region=53&par=phase&moment=ex_ante")
    tabs = [link.get("href", "") for nav in by_class(page, "tabs") for link in nav.iter("a")]
    assert len(tabs) == 8
    assert [tab for tab in tabs if "region=53" not in tab or "moment=" not in tab or "par=" not in tab] == []
    downloads = [link.get("href", "") for link in by_class(page, "download")]
    assert {link.partition("?")[2] for link in downloads} == {"region=53&par=phase&moment=ex_ante"}
    assert len(downloads) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_leaves_as_a_drawing_of_its_own(client: Client, session: Session, name: str) -> None:
    fund = a_fund(session)
    a_measurement(session, an_indicator(session, fund["un"]), 700)
    client.sign_in(Role.LECTEUR)
    said = sentence(opened(client, f"{HERE}?programme=aucun"), name)
    answer = client.get(f"{HERE}/images/{name}.svg?programme=aucun")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="fonds-odd17-{name}-2026-11-26.svg"'
    root = ElementTree.fromstring(answer.content)
    words = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said in " ".join(words).replace("\u00a0", "\u00a0")
    assert words[-1].endswith("au 26 novembre 2026\u00a0· Sans programme")
    assert b"var(" not in answer.content
    assert b"<a " not in answer.content


def test_an_unknown_picture_is_not_found(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    assert client.get(f"{HERE}/images/autre.svg").status_code == 404


def test_an_empty_fund_and_filters_that_keep_nothing_are_told(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    assert "Le portefeuille est vide pour le moment." in text_of(opened(client, HERE))
    for name in NAMES:
        assert client.get(f"{HERE}/images/{name}.svg").status_code == 200
    a_project(session)
    assert "Aucun projet ne répond à ces filtres" in text_of(opened(client, f"{HERE}?q=introuvable"))
    opened(client, f"{HERE}?par=phase")


def test_consulting_asks_for_its_right(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get(HERE).status_code == 403


def test_as_many_queries_for_33_projects_as_for_1000(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in(Role.LECTEUR)
    project = a_fund(session)["un"]
    a_measurement(session, an_indicator(session, project), 200)
    opened(client, HERE)
    sent = []
    for more, first in ((29, 20_000), (967, 30_000)):
        many_projects(session, more, first)
        with counted(connection) as statements:
            opened(client, HERE)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 20


def test_few_blank_territories_are_named(client: Client, session: Session) -> None:
    for code in session.scalars(select(Region.code).where(Region.code.not_in(["94", "06"]))):
        a_project(session, region_code=code, status="en_cours")
    client.sign_in(Role.LECTEUR)
    said = sentence(opened(client, HERE), "territoires").replace("\u202f", " ").replace("\u00a0", " ")
    assert said == "12 des 13 régions métropolitaines, 4 des 5 outre-mer ; restent : Corse et Mayotte."
