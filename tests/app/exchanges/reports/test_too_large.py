"""A workbook too large for Excel is refused where it is asked for: on the page and on the command line."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from app.errors import Refused
from app.exchanges.funder import fitting
from app.exchanges.reports.command import Asked, report_to
from app.models import IssuedFile
from imports.export import tables
from tests.app.exchanges.reports.conftest import Desk
from tests.app.exchanges.reports.test_pages import TYPED, posting_values, seen
from tests.support.client import Client

SAID = "sa feuille «\u00a0Opérations\u00a0» aurait au moins 3\u00a0lignes, et n’en tient que 2."


@pytest.fixture(autouse=True)
def small_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FEW", 0)
    monkeypatch.setattr(tables, "MOST_ROWS", 4)


def test_on_the_page_beside_the_sheets(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    client.get("/exports")
    answer = client.post("/exports", data=posting_values(client) | TYPED | {"document": "classeur.xlsx"})
    assert answer.status_code == 422
    assert SAID in seen(client)
    assert 'href="#feuilles"' in answer.text
    assert desk.session.scalar(select(func.count()).select_from(IssuedFile)) == 0


def test_on_the_command_line(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "classeur.xlsx"
    bind: Engine = desk.bind  # type: ignore[assignment]
    with pytest.raises(Refused, match=SAID):
        report_to(lambda: bind, out, Asked("classeur", {}))
    assert not out.exists()


@pytest.mark.usefixtures("desk")
def test_the_portfolio_workbook_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    client.sign_in("lecteur")
    assert client.get("/exports/portefeuille.xlsx").status_code == 422
    assert "Choisissez moins de projets" in seen(client)
