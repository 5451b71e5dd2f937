"""The statement of accessibility says what the table of criteria says."""

from app.help.criteria import count, criteria
from tests.support.client import Client
from tests.support.html import text_of


def test_anybody_reads_it_and_finds_it_at_the_foot_of_every_page(client: Client) -> None:
    counted = count(criteria())
    for address in ("/accessibilite", "/connexion", "/vos-donnees"):
        client.get(address)
        assert client.page is not None
        link = next(one for one in client.page.iter("a") if one.get("href") == "/accessibilite")
        assert text_of(link) == f"Accessibilité\u00a0: {counted.verdict}"


def test_its_figures_are_those_of_the_table(client: Client) -> None:
    counted = count(criteria())
    client.get("/accessibilite")
    assert client.page is not None
    told = text_of(client.page)
    assert f"{counted.kept} sont respectés ({counted.share_percent}\u00a0%)" in told
    assert f"Accessibilité\u00a0: {counted.verdict}" in told
    for each in criteria():
        assert (each.text in told) == (each.state in ("NC", "NV")), each.id


def test_a_person_of_the_fund_keeps_the_menu(client: Client) -> None:
    client.sign_in("lecteur")
    client.get("/accessibilite")
    assert client.page is not None
    assert client.page.find(".//nav[@class='main-nav wide-only']") is not None
