"""« Vérifier un fichier »: dropped, told in words, compared with today."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl.workbook import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.reports.verifying import today
from app.models import Investment
from imports.parts import MACROS
from tests.app.exchanges.reports.conftest import Desk
from tests.app.exchanges.reports.test_verifying import bytes_of, edited
from tests.support.client import Client
from tests.support.html import text_of

HERE = "/exports/verifier"


def dropped(client: Client, content: bytes, name: str = "reçu.xlsx") -> tuple[int, str]:
    client.get(HERE)
    answer = client.post(HERE, data={"csrf_token": client.token()}, files={"fichier": (name, content)})
    assert client.page is not None
    return answer.status_code, text_of(client.page)


def test_an_intact_file_is_said_so_with_who_issued_it(desk: Desk, client: Client) -> None:
    issued = desk.issue()
    client.sign_in("lecteur")
    status, page = dropped(client, bytes_of(desk, issued))
    assert status == 200
    assert "Authentique et intact" in page
    assert f"Fichier n°\u00a0{issued.id}, {issued.file_name}" in page
    assert "par Claire Martin" in page


def test_a_changed_file_shows_each_cell_before_and_now(desk: Desk, client: Client) -> None:
    def changed(book: Workbook) -> None:
        book["Projets"]["C2"] = 99999
        book["Projets"]["B3"] = "<b>Autre</b>"

    issued = desk.issue()
    client.sign_in("lecteur")
    status, page = dropped(client, edited(bytes_of(desk, issued), changed))
    assert status == 200
    assert "Modifié depuis l’émission\u00a0: 2\u00a0changements." in page
    assert "C2" in page
    assert "10\u202f000,5" in page
    assert "99\u202f999" in page
    assert "<b>Autre</b>" in page


def test_an_unknown_file_is_said_unknown_and_a_hostile_one_refused_at_its_field(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    status, page = dropped(client, b"a;b\n1;2\n", "notes.csv")
    assert (status, "n’est pas reconnu" in page) == (200, True)
    status, page = dropped(client, with_macros(bytes_of(desk, desk.issue())))
    assert (status, MACROS in page) == (422, True)
    assert dropped(client, b"", "")[0] == 422


def with_macros(content: bytes) -> bytes:
    out = BytesIO(content)
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def test_what_the_product_says_today_stands_beside_what_was_issued(desk: Desk, client: Client) -> None:
    issued = desk.issue()
    client.sign_in("lecteur")
    here = f"/exports/{issued.id}/aujourdhui"
    client.get(here)
    assert client.page is not None
    assert "a changé" not in text_of(client.page)
    more_money(desk.session)
    client.get(here)
    figures = [text_of(row) for row in client.page.iter("tr")][1:]
    assert [("a changé" in line) for line in figures] == [False, True]
    assert "10\u202f000,5" in figures[1]
    assert "12\u202f000,5" in figures[1]


def more_money(session: Session) -> None:
    investment = session.scalars(select(Investment)).one()
    investment.amount_eur += 2000
    session.commit()


def test_a_file_without_named_figures_says_so(desk: Desk, client: Client) -> None:
    issued = desk.issue("echec")
    client.sign_in("lecteur")
    assert "n’a pas de chiffres clés" in client.get(f"/exports/{issued.id}/aujourdhui").text


def test_a_file_of_too_many_projects_is_compared_with_the_one_prepared_since(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "MOST_PROJECTS", 1)
    issued, _ = desk.issue(), desk.issue(region="53")
    client.sign_in("lecteur")
    here = f"/exports/{issued.id}/aujourdhui"
    assert "trop de projets" in client.get(here).text
    more_money(desk.session)
    later = desk.issue()
    client.get(here)
    assert client.page is not None
    page = text_of(client.page)
    assert f"Comparé au fichier n°\u00a0{later.id}" in page
    assert "12\u202f000,5" in page
