"""« Imports »: a file is chosen and read; those sent before are found again."""

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.exchanges.imports.routes import router
from app.models import BatchStatus, ImportBatch
from tests.app.exchanges.imports.pages.situations import batch_at, press, send, with_token
from tests.imports.support import FOLLOW_UP
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed


def test_a_file_is_read_and_its_plan_shown(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    address = send(client)
    page = client.get(address).text
    assert "Importer 33\u00a0projets" in page
    assert batch_at(session, address).received_by_id == client.user.id  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Choisissez un fichier à lire."),
        ({"fichier": ("notes.pdf", b"%PDF-1.7 des notes")}, "Excel"),
        ({"fichier": ("gros.csv", b"a;b\n" * 2_700_000)}, "dépasse 10\u00a0Mo"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(
    client: Client, session: Session, files: dict[str, tuple[str, bytes]], said: str
) -> None:
    client.sign_in("gestionnaire")
    client.get("/imports")
    reply = client.post("/imports", data=with_token(client), files=files)
    assert (reply.status_code, said in reply.text) == (422, True)
    assert 'id="fichier-error"' in reply.text
    assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_the_same_form_sent_twice_keeps_one_file(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get("/imports")
    values = with_token(client)
    places = {
        client.post("/imports", data=values, files={"fichier": ("a.xlsx", FOLLOW_UP.read_bytes())}).headers["Location"]
        for _ in range(2)
    }
    assert len(places) == 1
    assert session.scalar(select(func.count()).select_from(ImportBatch)) == 1


def test_earlier_files_are_listed_with_what_became_of_them(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    address = send(client, name="suivi 2026.xlsx")
    client.get(address)
    press(client, f"{address}/abandon")
    applied = send(client, name="repris.xlsx")
    client.get(applied)
    press(client, f"{applied}/application")
    page = client.get("/imports").text
    assert all(
        words in page for words in ("suivi 2026.xlsx", "abandonné", "repris.xlsx", "33\u00a0nouveaux", "importé")
    )
    assert page.count("/annulation") == 1


def test_many_earlier_files_come_by_pages_and_ask_no_more(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in("gestionnaire")
    session.add(ImportBatch(file_name="premier.csv", status=BatchStatus.ABANDONED))
    session.flush()
    client.get("/imports")
    with counted(connection) as one:
        client.get("/imports")
    session.add_all(ImportBatch(file_name=f"f{n}.csv", status=BatchStatus.ABANDONED) for n in range(30))
    session.flush()
    with counted(connection) as many:
        page = client.get("/imports")
    assert len(one) == len(many)
    assert "premier.csv" not in page.text
    following = next(each.get("href") for each in client.page.iter("a") if each.get("rel") == "next")  # type: ignore[union-attr]
    assert "premier.csv" in client.get(str(following)).text


def test_every_kind_has_its_template_and_the_menu_leads_here(client: Client) -> None:
    client.sign_in("gestionnaire")
    client.get("/imports")
    assert client.page is not None
    links = [str(a.get("href")) for a in client.page.iter("a") if "/modeles/" in str(a.get("href"))]
    assert len(links) == 14
    assert {client.get(link).status_code for link in links} == {200}
    assert '<a href="/imports"' in client.get("/projets").text


def test_who_may_only_read_is_not_shown_the_way(client: Client) -> None:
    client.sign_in("lecteur")
    assert '"/imports"' not in client.get("/projets").text


def test_every_page_needs_the_right_to_edit(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = ImportBatch(file_name="a.csv")
    session.add(batch)
    session.flush()
    assert_rights_are_needed(client, router.routes, {"batch_id": batch.id}, monkeypatch)
