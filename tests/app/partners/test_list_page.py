from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app.models import Organisation
from tests.factories import a_partner, a_project, an_organisation
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.htmx import assert_same_page
from tests.support.queries import counted


def many(session: Session, count: int) -> None:
    rows = [{"name": f"Organisation {n % 40:04d}", "profile_code": "association"} for n in range(count)]
    session.execute(insert(Organisation), rows)
    session.commit()


def names(client: Client) -> list[str]:
    assert client.page is not None
    return [text_of(cell) for cell in client.page.iter("th") if cell.get("scope") == "row"]


def links(client: Client, rel: str) -> str:
    assert client.page is not None
    found = [a.get("href", "") for a in client.page.iter("a") if a.get("rel") == rel]
    return found[0] if found else ""


def test_paging_visits_every_organisation_once_and_comes_back(client: Client, session: Session) -> None:
    many(session, 130)
    client.sign_in("lecteur")
    client.get("/partenaires")
    seen, pages = [names(client)], ["/partenaires"]
    while following := links(client, "next"):
        client.get(following)
        seen.append(names(client))
        pages.append(following)
    assert [len(page) for page in seen] == [50, 50, 30]
    ids = {row for page in seen for row in page}
    assert sum(len(page) for page in seen) == 130
    assert len(ids) == 40
    client.get(links(client, "prev"))
    assert names(client) == seen[1]
    client.get(links(client, "prev"))
    assert names(client) == seen[0]
    assert links(client, "prev") == ""


def test_filters_keep_what_answers_them(client: Client, session: Session) -> None:
    here = an_organisation(session, name="Ici", profile_code="collectivite")
    an_organisation(session, name="Ailleurs", profile_code="collectivite")
    an_organisation(session, name="Ici aussi")
    a_partner(session, a_project(session, region_code="32"), here)
    client.sign_in()
    client.get("/partenaires?profil=collectivite&region=32&q=ICI")
    assert names(client) == ["Ici"]


def test_nothing_found_says_how_to_see_all(client: Client) -> None:
    client.sign_in()
    assert "Aucune organisation ne répond" in client.get("/partenaires?q=zzz%00").text


def test_the_part_swapped_while_typing_is_that_of_the_page(client: Client, session: Session) -> None:
    an_organisation(session, name="Les Ateliers")
    client.sign_in()
    part = client.get_part("/partenaires?q=ateliers").text
    page = client.get("/partenaires?q=ateliers").text
    assert_same_page(page, part, "organisations", page)


def test_queries_do_not_grow_with_organisations(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    counts = []
    for size in (33, 1000):
        many(session, size)
        with counted(connection) as statements:
            client.get("/partenaires")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
