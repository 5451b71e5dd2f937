"""What an import wrote, told field by field; undoing it, shown before it is done and told after."""

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.models import BatchStatus, ImportBatch, Project
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of, follow_up_with
from tests.app.exchanges.imports.pages.situations import batch_at, press, send, texts
from tests.support.client import Client
from tests.support.queries import counted

FIRST = "ODD17-2023-001"


@pytest.fixture
def imported(client: Client) -> str:
    client.sign_in("gestionnaire")
    return apply(client)


def apply(client: Client, content: bytes = b"", name: str = "suivi.xlsx") -> str:
    client.get(address := send(client, content, name))
    assert press(client, f"{address}/application") == (303, address)
    return address


def title_of(session: Session, code: str = FIRST) -> str:
    return session.scalars(select(Project.title).where(Project.code == code)).one()


def rename(session: Session, title: str) -> None:
    session.scalars(select(Project).where(Project.code == FIRST)).one().title = title
    session.commit()


def test_the_report_says_what_was_written_by_whom_and_where(client: Client, imported: str) -> None:
    page = client.get(imported).text
    assert "Import enregistré." in page
    assert texts(client, "figures") == ["projets ajoutés 33"]
    assert f'href="/projets/{FIRST}"' in page
    assert client.user is not None
    assert f"par {client.user.name}" in texts(client, "meta")[0]
    assert f'href="{imported}/annulation"' in page


def test_what_was_written_is_listed_by_pages(client: Client, imported: str) -> None:
    client.get(imported)
    first = texts(client, "line-name")
    following = next(a.get("href") for a in client.page.iter("a") if a.get("rel") == "next")  # type: ignore[union-attr]
    client.get(str(following))
    assert (len(first), len(texts(client, "line-name"))) == (50, 50)
    part = client.get_part(str(following)).text
    assert part.lstrip().startswith("<section")


def test_a_changed_field_is_told_before_and_after(client: Client, session: Session, imported: str) -> None:
    before = title_of(session)
    client.get(apply(client, follow_up_with({"Suivi!B5": "Un tout autre titre"})))
    assert any(before in text for text in texts(client, "before"))
    assert "Un tout autre titre" in texts(client, "after-value")
    assert any("projet\u00a0· modifié" in line for line in texts(client, "plan-line"))


def test_undoing_is_shown_then_done_then_told(client: Client, session: Session, imported: str) -> None:
    page = client.get(f"{imported}/annulation").text
    assert "33\u00a0projets retirés" in page
    assert session.scalar(select(func.count()).select_from(Project)) == 33
    assert press(client, f"{imported}/annulation") == (303, imported)
    assert session.scalar(select(func.count()).select_from(Project)) == 0
    assert "Cet import a été annulé" in client.get(imported).text
    undoing = session.scalars(select(ImportBatch).where(ImportBatch.undoes_id.is_not(None))).one()
    told = client.get(f"/imports/{undoing.id}").text
    assert "Annulation de suivi.xlsx" in told
    assert "33\u00a0projets retirés" in told
    assert "tout est comme avant l’import" in told
    assert f"/imports/{undoing.id}/annulation" not in told


def test_what_someone_changed_since_stays_unless_one_says_otherwise(
    client: Client, session: Session, imported: str
) -> None:
    before = title_of(session)
    second = apply(client, follow_up_with({"Suivi!B5": "Titre importé"}))
    rename(session, "Titre corrigé à la main")
    page = client.get(f"{second}/annulation").text
    assert "Titre corrigé à la main" in page
    assert press(client, f"{second}/annulation")[0] == 303
    assert title_of(session) == "Titre corrigé à la main"
    third = apply(client, follow_up_with({"Suivi!B5": "Titre importé"}))
    rename(session, "Encore un autre")
    client.get(f"{third}/annulation")
    key = next(e.get("value") for e in client.page.iter("input") if e.get("name") == "remettre")  # type: ignore[union-attr]
    press(client, f"{third}/annulation", remettre=str(key))
    assert title_of(session) == "Titre corrigé à la main" != before


def test_a_change_made_while_reading_the_page_is_shown_first(client: Client, session: Session, imported: str) -> None:
    client.get(f"{imported}/annulation")
    rename(session, "Changé pendant la lecture")
    status, _ = press(client, f"{imported}/annulation")
    assert (status, "relisez-la" in texts(client, "notice")[0]) == (409, True)
    assert batch_at(session, imported).status == BatchStatus.APPLIED
    assert press(client, f"{imported}/annulation")[0] == 303


def test_an_import_is_undone_once(client: Client, session: Session, imported: str) -> None:
    client.get(f"{imported}/annulation")
    press(client, f"{imported}/annulation")
    assert client.get(f"{imported}/annulation").status_code == 422


def test_a_file_only_planned_has_nothing_to_undo(client: Client) -> None:
    client.sign_in("gestionnaire")
    assert client.get(f"{send(client)}/annulation").status_code == 422


def test_the_report_and_the_undoing_ask_as_much_for_two_records_as_for_many(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in("gestionnaire")
    code = make.a_project(session).code
    two, many = (apply(client, indicators(code, count), f"{count}.csv") for count in (2, 120))
    client.get(many)
    for page in ("", "/annulation"):
        with counted(connection) as few:
            client.get(two + page)
        with counted(connection) as more:
            client.get(many + page)
        assert len(few) == len(more)


def indicators(code: str, count: int) -> bytes:
    head = ["Projet", "Indicateur", "Unité", "Valeur de départ", "Cible", "Date cible"]
    return csv_of([head, *([code, f"Compte {count}-{n}", "u", "", "1", ""] for n in range(count))])
