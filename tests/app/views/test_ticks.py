"""Projects ticked on several pages of the list, or all those of its filters but a few, with no script at all."""

from collections.abc import Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.models import Project
from app.models.user import Role
from app.views.bulk.selection import MOST_BY_HAND
from tests import factories as make
from tests.support.bulk import many_projects
from tests.support.client import HTMX, Client
from tests.support.html import text_of
from tests.support.queries import counted

LIST = "/projets?tri=code"


def in_order(session: Session, count: int, **given: object) -> list[int]:
    rows = [{"code": f"ODD17-2031-{1000 + n}", "title": f"Projet {1000 + n}"} | given for n in range(count)]
    session.execute(insert(Project), rows)
    session.commit()
    return list(session.scalars(select(Project.id).where(Project.code.like("ODD17-2031-%")).order_by(Project.code)))


def press(client: Client, name: str, value: str = "", *, tick: Sequence[int] = (), untick: Sequence[int] = ()) -> str:
    """What a browser without script does with the form of the list: the address it asks, the page it is led to."""
    assert client.page is not None
    form = next(one for one in client.page.iter("form") if "data-choosing" in one.attrib)
    button = next(one for one in form.iter("button") if one.get("name", "") == name) if name else None
    sent: list[tuple[str, str]] = []
    for field in form.iter("input"):
        number = int(field.get("value", "0")) if field.get("name") == "projet" else 0
        is_on = ("checked" in field.attrib or number in tick) and number not in untick
        if field.get("name") and (field.get("type") != "checkbox" or is_on):
            sent.append((field.get("name", ""), field.get("value", "")))
    if button is not None:
        sent.append((name, value or button.get("value", "")))
    there = (button.get("formaction") if button is not None else None) or form.get("action") or "/projets"
    answer = client.get(f"{there}?{urlencode(sent)}")
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 200
    return str(answer.url)


def told(client: Client) -> str:
    assert client.page is not None
    return next(text_of(one) for one in client.page.iter("span") if "data-chosen-count" in one.attrib)


def boxes(client: Client) -> dict[int, bool]:
    assert client.page is not None
    found = [one for one in client.page.iter("input") if one.get("name") == "projet"]
    return {int(one.get("value", "0")): "checked" in one.attrib for one in found}


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_what_is_ticked_follows_from_page_to_page(client: Client, session: Session) -> None:
    ids = in_order(session, 120)
    client.sign_in()
    client.get(LIST)
    press(client, "apres", tick=ids[:3])
    assert told(client) == "3\u00a0projets choisis, dont 3 hors de cette page"
    address = press(client, "apres", tick=ids[50:52])
    assert query_of(address)["choisis"] == [".".join(map(str, [*ids[:3], *ids[50:52]]))]
    assert told(client) == "5\u00a0projets choisis, dont 5 hors de cette page"
    press(client, "avant", untick=[])
    assert [each for each, on in boxes(client).items() if on] == ids[50:52]
    address = press(client, "", untick=[ids[50]])
    assert query_of(address)["choisis"] != [""]
    assert "4\u00a0projets" in text_of(client.page)  # type: ignore[arg-type]


def test_the_address_of_a_page_holds_the_choice(client: Client, session: Session) -> None:
    ids = in_order(session, 60)
    client.sign_in()
    client.get(f"{LIST}&choisis={ids[1]}.{ids[55]}")
    assert told(client) == "2\u00a0projets choisis, dont 1 hors de cette page"
    assert client.page is not None
    head = next(one for one in client.page.iter("thead"))
    sorts = [a.get("href", "") for a in head.iter("a")]
    assert sorts
    assert {tuple(query_of(each)["choisis"]) for each in sorts} == {(f"{ids[1]}.{ids[55]}",)}
    untick = next(a.get("href", "") for a in client.page.iter("a") if text_of(a) == "Tout décocher")
    assert "choisis" not in untick
    part = client.get(f"{LIST}&choisis={ids[1]}", headers=HTMX)
    assert f"choisis={ids[1]}" in part.headers["HX-Replace-Url"]


def test_all_of_the_filters_but_some_of_two_pages(client: Client, session: Session) -> None:
    ids = in_order(session, 120, region_code="53")
    other = make.a_project(session, title="Ailleurs", region_code="11")
    session.commit()
    client.sign_in()
    client.get(f"{LIST}&region=53")
    assert "Tout choisir (120)" in text_of(client.page)  # type: ignore[arg-type]
    press(client, "tous")
    assert told(client) == "120\u00a0projets choisis, dont 70 hors de cette page"
    assert set(boxes(client).values()) == {True}
    press(client, "apres", untick=[ids[0]])
    press(client, "", untick=[ids[50], ids[51]])
    here = f"/projets/lot/apercu?tous=oui&region=53&sauf={ids[0]}.{ids[50]}.{ids[51]}&acte=charte&valeur=v9"
    assert f"sauf={ids[0]}.{ids[50]}.{ids[51]}" in links(client)
    assert client.post_form("/projets/lot", page=here).status_code == 303
    session.expire_all()
    left = session.scalars(select(Project.id).where(Project.charter_version == "").order_by(Project.code)).all()
    assert {ids[0], ids[50], ids[51], other.id} == set(left)


def links(client: Client) -> str:
    assert client.page is not None
    return " ".join(one.get("href", "") for one in client.page.iter("a"))


def test_all_of_the_filters_does_not_outlive_a_filter(client: Client, session: Session) -> None:
    in_order(session, 3, region_code="53")
    client.sign_in()
    client.get("/projets?region=53&statut=repere&tous=oui")
    assert client.page is not None
    gone = next(a.get("href", "") for a in client.page.iter("a") if text_of(a).startswith("Bretagne ×"))
    assert "tous" not in gone


def test_more_than_an_address_may_carry_is_said(client: Client, session: Session) -> None:
    ids = in_order(session, 3)
    client.sign_in()
    numbers = ".".join(map(str, [*ids, *range(900_000, 900_000 + MOST_BY_HAND)]))
    answer = client.get(f"{LIST}&choisis={numbers}")
    assert "Pas plus de 500 projets cochés un à un" in answer.text
    assert told(client) == "3\u00a0projets choisis"


@pytest.mark.parametrize(
    "given", ["choisis=a.b..-1", "choisis=9999999999999999999", "tous=oui&sauf=x&vus=é", "projet=x"]
)
def test_a_choice_that_does_not_read_is_no_choice(client: Client, session: Session, given: str) -> None:
    in_order(session, 2)
    client.sign_in()
    answer = client.get(f"/projets?{given}")
    assert answer.status_code in (200, 303)


def test_who_only_reads_ticks_nothing_and_turns_pages_by_links(client: Client, session: Session) -> None:
    in_order(session, 60)
    client.sign_in(Role.LECTEUR)
    client.get(LIST)
    assert client.page is not None
    assert boxes(client) == {}
    assert [a.get("rel") for a in client.page.iter("a") if a.get("rel") in ("next", "prev")] == ["next"]


def test_the_choice_costs_one_query_whatever_its_size(client: Client, session: Session, connection: Connection) -> None:
    ids = many_projects(session, 400)
    session.commit()
    client.sign_in()
    client.get("/projets")
    counts = []
    for asked in ("", f"choisis={ids[0]}", f"choisis={'.'.join(map(str, ids))}", f"tous=oui&sauf={ids[3]}"):
        with counted(connection) as statements:
            assert client.get(f"/projets?{asked}").status_code == 200
        counts.append(len(statements))
    assert counts[1:] == [counts[0] + 1] * 3
