"""The portfolio page."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app import clock
from app.models import Investment, Project
from app.web.rights import Right
from tests.factories import (
    a_campaign,
    a_milestone,
    a_paid_instalment,
    a_partner,
    a_programme,
    a_project,
    a_respondent,
    an_allocation,
    an_instalment,
    an_investment,
    an_organisation,
    submitted,
)
from tests.support.client import HTMX, Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.htmx import assert_same_page
from tests.support.queries import counted

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def titles(client: Client) -> list[str]:
    assert client.page is not None
    heads = [cell for cell in client.page.iter("th") if cell.get("scope") == "row"]
    return [text_of(next(iter(cell.iter("a")))) for cell in heads]


def line_of(client: Client, title: str) -> str:
    assert client.page is not None
    return next(text_of(row) for row in client.page.iter("tr") if title in text_of(row))


def figure(client: Client, label: str) -> str:
    assert client.page is not None
    groups = [group for group in client.page.iter("div") if any(text_of(term) == label for term in group.findall("dt"))]
    return text_of(groups[0].findall("dd")[0])


def link(client: Client, words: str) -> str:
    assert client.page is not None
    found: list[Element] = [a for a in client.page.iter("a") if text_of(a) == words]
    return found[0].get("href", "")


def many(session: Session, count: int) -> None:
    """Bulk rows with ties on every key of the orders."""
    rows = [
        {
            "code": f"ODD17-{2022 + n % 3}-{9000 + n}",
            "title": f"Série {n % 7}",
            "starts_on": date(2024, 1, 1) + timedelta(days=n % 5) if n % 4 else None,
        }
        for n in range(count)
    ]
    ids = session.scalars(insert(Project).returning(Project.id), rows).all()
    money = [{"project_id": identifier, "amount_eur": 1000 * (1 + n % 6)} for n, identifier in enumerate(ids)]
    session.execute(insert(Investment), [row for row in money if row["project_id"] % 3])


def test_a_project_shows_its_place_its_money_and_what_it_waits_for(client: Client, session: Session) -> None:
    project = a_project(session, title="Pacte local", territory_label="Flandre", region_code="32", status="en_cours")
    partner = a_partner(session, project, an_organisation(session, name="Fabrique"), role_code="porteur")
    investment = an_investment(session, project, "24500")
    a_paid_instalment(session, investment, "12250")
    an_instalment(session, investment, "12250", due_on=date(2026, 11, 1))
    a_milestone(session, project, due_on=date(2026, 10, 1))
    a_respondent(session, a_campaign(session, project), partner)
    client.sign_in()
    client.get("/projets")
    shown = line_of(client, "Pacte local")
    for part in ("Flandre", "Hauts-de-France", "Fabrique", "En cours", "24\u202f500\u00a0€", "12\u202f250\u00a0€"):
        assert part in shown
    for part in ("1\u00a0jalon en retard", "1\u00a0tranche due", "0 sur 1 ont répondu", "01/10/2026"):
        assert part in shown


def test_the_figures_are_those_of_the_filtered_projects(client: Client, session: Session) -> None:
    for region, amount in (("32", "10000"), ("53", "5000.50")):
        project = a_project(session, region_code=region)
        an_instalment(session, an_investment(session, project, amount), "2000", due_on=TODAY)
    client.sign_in()
    client.get("/projets")
    assert figure(client, "engagés") == "15\u202f000,50\u00a0€"
    client.get("/projets?region=53")
    assert figure(client, "engagés") == "5\u202f000,50\u00a0€"
    assert figure(client, "dus aujourd’hui") == "2\u202f000\u00a0€"
    assert figure(client, "projet") == "1 sur 2"


def test_a_submitted_answer_is_no_longer_awaited_nor_an_abandoned_project_late(
    client: Client, session: Session
) -> None:
    project = a_project(session, title="Rien à suivre", status="abandonne")
    a_milestone(session, project, due_on=date(2020, 1, 1))
    submitted(session, a_respondent(session, a_campaign(session, project), a_partner(session, project)))
    client.sign_in()
    client.get("/projets")
    assert line_of(client, "Rien à suivre").endswith("Rien")
    assert figure(client, "en retard") == "0"


@pytest.mark.parametrize("typed", ["pacte ELANCOURT", "élancourt", "odd17-2019-001", "fabrique a", "pact œuvre"])
def test_a_search_ignores_accents_and_case_and_reads_the_leader(client: Client, session: Session, typed: str) -> None:
    project = a_project(session, code="ODD17-2019-001", title="Pacte de l’Œuvre", territory_label="Élancourt")
    a_partner(session, project, an_organisation(session, name="La Fabrique à idées"), role_code="porteur")
    a_project(session, title="Autre")
    client.sign_in()
    client.get("/projets", params={"q": typed})
    assert titles(client) == ["Pacte de l’Œuvre"]


@pytest.mark.parametrize("typed", ["%", "a_b", "' OR 1=1", "\\", "\x00zzz"])
def test_a_search_is_taken_literally(client: Client, session: Session, typed: str) -> None:
    a_project(session, title="Autre")
    client.sign_in()
    assert client.get("/projets", params={"q": typed}).status_code == 200
    assert titles(client) == []


def chosen_project(session: Session) -> dict[str, str]:
    """A project with one of each, and the filters that find it."""
    programme = a_programme(session)
    funder = an_organisation(session, name="Fondation Été")
    project = a_project(
        session, title="Choisi", programme_id=programme.id, region_code="53", status="valide",
        phase_code="emergence", category_code="mecenat",
    )  # fmt: skip
    investment = an_investment(session, project)
    an_allocation(session, investment, funder, "1000")
    an_instalment(session, investment, due_on=date(2026, 1, 1))
    session.connection().exec_driver_sql("INSERT INTO project_domain VALUES (%s, 'sante')", (project.id,))
    a_respondent(session, a_campaign(session, project), a_partner(session, project))
    return {
        "programme": programme.code, "region": "53", "statut": "valide", "financeur": str(funder.id),
        "domaine": "sante", "phase": "emergence", "categorie": "mecenat", "suivi": "retard",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["programme", "region", "statut", "financeur", "domaine", "phase", "categorie", "suivi"]
)
def test_each_filter_keeps_what_it_names(client: Client, session: Session, name: str) -> None:
    value = chosen_project(session)[name]
    a_project(session, title="Autre", region_code=None)
    client.sign_in()
    client.get("/projets", params={name: value})
    assert titles(client) == ["Choisi"]
    client.get("/projets", params={name: "inconnu"})
    assert titles(client) == []


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("region", "interregional", "Autre"),
        ("region", "bretagne", "Choisi"),
        ("financeur", "fondation ete", "Choisi"),
        ("suivi", "reponses", "Choisi"),
        ("suivi", "versements", "Choisi"),
    ],
)
def test_filters_also_read_names(client: Client, session: Session, name: str, value: str, kept: str) -> None:
    chosen_project(session)
    a_project(session, title="Autre", region_code=None)
    client.sign_in()
    client.get("/projets", params={name: value})
    assert titles(client) == [kept]


def test_filters_add_up_stay_in_the_form_and_follow_to_the_export(client: Client, session: Session) -> None:
    asked = chosen_project(session)
    client.sign_in()
    client.get("/projets", params=asked | {"q": "choisi", "tri": "-montant"})
    assert titles(client) == ["Choisi"]
    assert "region=53" in link(client, "Exporter ces projets")
    assert "q=choisi" in link(client, "Exporter ces projets")
    assert client.page is not None
    selected = {option.get("value") for option in client.page.iter("option") if "selected" in option.attrib}
    assert set(asked.values()) <= selected


def test_a_filter_is_taken_away_by_its_own_link(client: Client, session: Session) -> None:
    chosen_project(session)
    client.sign_in()
    client.get("/projets?region=53&statut=valide")
    assert link(client, "Bretagne ×, retirer ce filtre") == "/projets?statut=valide"


def test_empty_pages_say_what_to_do_next(client: Client, session: Session) -> None:
    client.sign_in()
    assert "Enregistrez un premier investissement" in client.get("/projets").text
    assert "Retirez-en un" in client.get("/projets?q=introuvable").text


@pytest.mark.parametrize("name", ["code", "titre", "montant", "debut", "echeance"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_order_visits_each_project_once_forward_and_back(
    client: Client, session: Session, name: str, sign: str
) -> None:
    many(session, 120)
    client.sign_in()
    forward: list[list[str]] = [codes_at(client, f"/projets?tri={sign}{name}")]
    while following := next_link(client, "next"):
        forward.append(codes_at(client, following))
    assert [len(page) for page in forward] == [50, 50, 20]
    assert len({code for page in forward for code in page}) == 120
    back = [forward[-1]]
    while previous := next_link(client, "prev"):
        back.insert(0, codes_at(client, previous))
    assert back == forward


def test_amounts_are_in_order(client: Client, session: Session) -> None:
    for title, amount in (("Petit", "900"), ("Grand", "80000"), ("Moyen", "7000")):
        an_investment(session, a_project(session, title=title), amount)
    a_project(session, title="Sans")
    client.sign_in()
    client.get("/projets?tri=-montant")
    assert titles(client) == ["Grand", "Moyen", "Petit", "Sans"]


def test_projects_without_a_date_come_last_in_both_directions(client: Client, session: Session) -> None:
    for title, day in (("Deux", date(2024, 2, 2)), ("Sans", None), ("Un", date(2024, 1, 1))):
        a_project(session, title=title, starts_on=day)
    client.sign_in()
    client.get("/projets?tri=debut")
    assert titles(client) == ["Un", "Deux", "Sans"]
    client.get("/projets?tri=-debut")
    assert titles(client) == ["Deux", "Un", "Sans"]


def test_a_number_of_four_digits_comes_after_those_of_three(client: Client, session: Session) -> None:
    for code in ("ODD17-2024-1000", "ODD17-2024-999"):
        a_project(session, code=code, title=code)
    client.sign_in()
    client.get("/projets?tri=code")
    assert titles(client) == ["ODD17-2024-999", "ODD17-2024-1000"]


@pytest.mark.parametrize(
    "cursor", ["zzz", "WyJhIl0", "W10", "é", "WyJcdTAwMDAiLCIxIl0", "WyJhIiwiOTk5OTk5OTk5OTk5OTk5OTk5OTk5OSJd"]
)
def test_a_cursor_that_does_not_read_gives_the_first_page(client: Client, session: Session, cursor: str) -> None:
    a_project(session, title="Seul")
    client.sign_in()
    assert client.get("/projets", params={"apres": cursor}).status_code == 200
    assert titles(client) == ["Seul"]


def test_what_htmx_swaps_is_the_page(client: Client, session: Session) -> None:
    chosen_project(session)
    client.sign_in()
    address = "/projets?region=53&tri=-montant"
    page = client.get(address).text
    part = client.get(f"{address}&q=&statut=", headers=HTMX)
    assert part.headers["HX-Replace-Url"] == address
    assert_same_page(page, part.text, "liste", client.get(address).text)


def test_the_number_of_queries_does_not_grow(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    many(session, 33)
    with counted(connection) as few:
        client.get("/projets")
    many_more: dict[str, Any] = {"n": 967}
    session.execute(
        insert(Project),
        [{"code": f"ODD17-2030-{20000 + n}", "title": f"Autre {n}"} for n in range(many_more["n"])],
    )
    with counted(connection) as lots:
        client.get("/projets")
    assert len(few) == len(lots) <= 12


def test_consulting_asks_for_its_right(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get("/projets").status_code == 403


def codes_at(client: Client, address: str) -> list[str]:
    client.get(address)
    assert client.page is not None
    heads = [cell for cell in client.page.iter("th") if cell.get("scope") == "row"]
    return [next(iter(cell.iter("a"))).get("href", "").rpartition("/")[2] for cell in heads]


def next_link(client: Client, relation: str) -> str:
    """Where the button that turns the page leads; for who only reads, it is a link."""
    assert client.page is not None
    if found := [a.get("href", "") for a in client.page.iter("a") if a.get("rel") == relation]:
        return found[0]
    name = {"next": "apres", "prev": "avant"}[relation]
    for form in client.page.iter("form"):
        for button in form.iter("button"):
            if button.get("name") == name:
                fields = [(one.get("name", ""), one.get("value", "")) for one in form.iter("input")]
                carried = [field for field in fields if field[0] not in ("", "projet")]
                return "/projets?" + urlencode([*carried, (name, button.get("value", ""))])
    return ""
