"""Every figure of « Synthèse » that bears an address is read on the page of that address."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Allocation
from app.web.filters import money, number, score
from evaluation import load_grid
from tests.app.exchanges.funder.books import book
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID, a_programme
from tests.support.client import Client
from tests.support.html import text_of

WORDS = {"Engagé": "engagés", "Versé": "versés", "Dû": "dus aujourd’hui"}


def figures(workbook: Workbook) -> Iterator[tuple[str, str, Any, str]]:
    """(label, column, value, address) of the page « Synthèse »."""
    header: list[Any] = []
    for row in workbook["Synthèse"].iter_rows(values_only=True):
        if "Où le voir" in row:
            header = list(row)
        elif header and isinstance(row[header.index("Où le voir")], str):
            place = header.index("Où le voir")
            for column, value in list(zip(header, row, strict=True))[1:place]:
                if value is not None:
                    yield str(row[0]), str(column), value, str(row[place])


def read(client: Client, address: str) -> str:
    client.get(address)
    assert client.page is not None
    return text_of(client.page)


def expected(label: str, column: str, value: Any) -> str:
    name = label if column == "Montant" else column
    if name in WORDS:
        return f"{WORDS[name]} {money(value)}"
    return f"{'projets' if value > 1 else 'projet'} {number(value)}"


def a_portfolio(session: Session) -> None:
    projects = drawn_portfolio(session, 5, [load_grid(GRID)], projects=10)
    for place, code in enumerate(("PLAN-A", "PLAN-B")):
        programme = a_programme(session, code=code, title=f"Plan {code[-1]}")
        for project in projects[place * 4 : place * 4 + 4]:
            project.programme_id = programme.id
    session.commit()


@pytest.mark.parametrize("filters", [{}, {"region": "53"}, {"financeur": "?"}, {"programme": "PLAN-B"}])
def test_every_figure_with_an_address_is_on_its_page(
    client: Client, session: Session, tmp_path: Path, filters: dict[str, str]
) -> None:
    a_portfolio(session)
    client.sign_in()
    if filters.get("financeur"):
        filters = {"financeur": str(session.scalar(select(Allocation.funder_id).limit(1)))}
    found = [figure for figure in figures(book(session, tmp_path, **filters)) if figure[3].startswith("/")]
    assert len(found) >= 8
    for label, column, value, address in found:
        if address.startswith("/regions"):
            check_median(client, column, value, address)
        else:
            words = packed(expected(label, column, value))
            assert words in packed(read(client, address)), (label, address, words)


def packed(text: str) -> str:
    """A figure and its word stand in two elements."""
    return "".join(text.split())


def check_median(client: Client, column: str, value: float, address: str) -> None:
    moment = {"Ex ante": "ex_ante", "In itinere": "in_itinere", "Ex post": "ex_post"}[column]
    shown = read(client, f"{address}&moment={moment}")
    whole = shown.rpartition("Ensemble des projets")[2].split()
    assert score(value) in whole[:8], (column, address, whole[:8])


def test_the_medians_of_the_whole_portfolio_bear_their_page(session: Session, tmp_path: Path) -> None:
    a_portfolio(session)
    medians = [
        figure for figure in figures(book(session, tmp_path)) if figure[1] in ("Ex ante", "In itinere", "Ex post")
    ]
    assert medians
    assert {figure[3] for figure in medians} <= {f"/regions?axe={code}" for code in load_grid(GRID).score_codes}


def test_a_past_day_promises_no_screen(session: Session, tmp_path: Path) -> None:
    """The pages say what is true today."""
    a_portfolio(session)
    past = book(session, tmp_path, date.today() - timedelta(days=1))  # noqa: DTZ011
    assert [figure for figure in figures(past) if figure[3].startswith("/")] == []
