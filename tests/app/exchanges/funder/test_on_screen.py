"""Every figure of « Synthèse », without exception, is read on the page of its address, as a French reader writes it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Allocation
from app.web.filters import money, number, plural, score
from evaluation import Moment, load_grid
from tests.app.exchanges.funder.books import book
from tests.app.exchanges.funder.portfolios import drawn_campaign, drawn_portfolio
from tests.factories import GRID, a_milestone, a_programme, a_project, an_investment
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of

MOMENTS = ("Ex ante", "In itinere", "Ex post")
LIST = {
    "Engagé": "engagés {}",
    "Versé": "versés {}",
    "Dû": "dus aujourd’hui {}",
}
REPORT = {
    "Engagé": "{} engagés",
    "Versé": "{} versés",
    "Dû": "{} échus, à verser",
    "dont argent de ce financeur": "{} viennent de",
    "Affecté à des financeurs": "Affecté en tout {}",
    "Cofinancé par les autres": "{} cofinancés",
}
YESTERDAY = clock.today() - timedelta(days=1)
FILTERS = [{}, {"region": "53"}, {"region": "interregional"}, {"financeur": "?"}, {"programme": "PLAN-B"}]


class Figure(NamedTuple):
    """`group`: the header of the names of its block."""

    group: str
    label: str
    column: str
    value: Any
    address: str


def figures(workbook: Workbook) -> Iterator[Figure]:
    """Every number of the page « Synthèse »."""
    header: list[Any] = []
    for row in workbook["Synthèse"].iter_rows(values_only=True):
        if "Où le voir" in row:
            header = list(row)
        for column, value in zip(header, row, strict=bool(header)):
            if isinstance(value, int | float):
                yield Figure(header[0], str(row[0]), str(column), value, str(row[header.index("Où le voir")]))


def pages_of(client: Client, addresses: set[str]) -> dict[str, str]:
    """address → what is read there, every space alike."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert client.page is not None
        found[address] = " ".join(text_of(client.page).split())
    return found


def packed(text: str) -> str:
    """A figure and its word stand in two elements."""
    return "".join(text.split())


def expected(figure: Figure) -> str:
    """The words under which it is read at its address."""
    group, label, column, value, address = figure
    in_report = address.startswith("/exports/rapport")
    if group == "Argent":
        return leverage(label, value) if label.startswith("Levier") else told(label, value, in_report=in_report)
    if group in ("Programme", "Région"):
        return money(value) if in_report else LIST[column].format(money(value))
    if group == "Statut":
        return f"{label} {number(value)}" if in_report else of_list(value)
    return {
        "Projets": plural(value, "projet", "projets") if in_report else of_list(value),
        "Jalons faits": plural(value, "jalon fait", "jalons faits"),
        "Jalons en retard": f", {number(value)} en retard.",
    }[label]


def told(label: str, value: Any, *, in_report: bool) -> str:
    return (REPORT if in_report else LIST)[label].format(money(value))


def leverage(label: str, value: Any) -> str:
    """A funder reads it in a sentence, after its own money."""
    return f"{'Levier' if 'financeur' in label else 'levier'} {number(value, 2)}"


def of_list(value: int) -> str:
    return f"{'projets' if value > 1 else 'projet'} {number(value)}"


def check(client: Client, found: list[Figure]) -> None:
    pages = pages_of(client, {figure.address for figure in found})
    for figure in found:
        page = pages[figure.address]
        if figure.column in MOMENTS:
            check_median(page, figure)
        elif figure.group in ("Programme", "Région") and figure.address.startswith("/exports"):
            check_share(page, figure, [own for own in found if own[:2] == figure[:2]])
        else:
            assert packed(expected(figure)) in packed(page), figure


def check_share(page: str, figure: Figure, line: list[Figure]) -> None:
    """Its line of the table: the name, a few counts, then the three amounts in their order."""
    amounts = packed("".join(money(own.value) for own in line))
    assert re.search(rf"{re.escape(packed(figure.label))}\d{{1,4}}{re.escape(amounts)}", packed(page)), (
        figure,
        amounts,
    )


def check_median(page: str, figure: Figure) -> None:
    """On the page of the axis, beside the number of projects; in the report, on the line of the axis."""
    if figure.address.startswith("/regions"):
        whole = page.rpartition("Ensemble des projets")[2]
        assert score(figure.value) in whole.split()[:12], figure
        return
    table = page.partition("Ce qu’en disent les partenaires")[2].partition("Région par région")[0]
    own = table[table.rindex(figure.label) :]
    assert medians_of(table, own)[figure.column] == score(figure.value), figure


def medians_of(table: str, line: str) -> dict[str, str]:
    """moment → the median shown; that of the title stands before its range, the others before their projects."""
    main = next(own for own in MOMENTS if table.strip().startswith(own))
    shown = re.search(r"(\d+,\d) \d+,\d à", line)
    heads = table.partition("De … à")[2][:60]
    others = [own for own in MOMENTS if own != main and own in heads]
    beside = re.findall(r"(\d+,\d|—) \d+ projet", line)[: len(others)]
    return dict(zip(others, beside, strict=True)) | {main: shown[1] if shown else "—"}


def a_portfolio(session: Session) -> None:
    projects = drawn_portfolio(session, 5, [load_grid(GRID)], projects=14)
    for place, code in enumerate(("PLAN-A", "PLAN-B")):
        programme = a_programme(session, code=code, title=f"Plan {code[-1]}")
        for project in projects[place * 5 : place * 5 + 5]:
            project.programme_id = programme.id
    abandoned = a_project(session, status="abandonne", region_code="53")
    an_investment(session, abandoned, "1250.50", copil_on=None)
    a_milestone(session, abandoned, title="Jamais fait", due_on=date(2025, 1, 15))
    session.commit()


@pytest.mark.parametrize("day", [None, YESTERDAY, date(2025, 6, 1), date(2025, 3, 31)])
@pytest.mark.parametrize("filters", FILTERS)
def test_every_figure_is_on_the_page_of_its_address(
    client: Client, session: Session, tmp_path: Path, filters: dict[str, str], day: date | None
) -> None:
    a_portfolio(session)
    client.sign_in()
    if filters.get("financeur"):
        filters = {"financeur": str(session.scalar(select(Allocation.funder_id).limit(1)))}
    found = list(figures(book(session, tmp_path, day, **filters)))
    assert len(found) >= 12
    assert [figure for figure in found if not figure.address.startswith("/")] == []
    assert day is None or {figure.address.partition("?")[0] for figure in found} == {"/exports/rapport"}
    check(client, found)


def test_medians_are_among_them(session: Session, tmp_path: Path) -> None:
    a_portfolio(session)
    for filters in ({}, {"programme": "PLAN-B"}):
        columns = {figure.column for figure in figures(book(session, tmp_path, YESTERDAY, **filters))}
        assert columns & set(MOMENTS), filters


def test_a_median_of_too_few_projects_is_read_nowhere(client: Client, session: Session, tmp_path: Path) -> None:
    """Two projects: the file and the report say the same of them together, nothing."""
    drawn_portfolio(session, 6, [load_grid(GRID)], projects=2)
    session.commit()
    client.sign_in()
    workbook = book(session, tmp_path)
    assert {figure.column for figure in figures(workbook)} & set(MOMENTS) == set()
    (report,) = pages_of(client, {"/exports/rapport"}).values()
    assert re.search(r"médiane \d", report) is None
    assert "Une médiane ne se lit qu’à partir de 3 projets évalués" in report


def test_medians_of_several_moments_are_read_in_the_report(session: Session, tmp_path: Path) -> None:
    a_portfolio(session)
    found = [figure for figure in figures(book(session, tmp_path)) if figure.column in MOMENTS]
    assert {figure.column for figure in found} == set(MOMENTS)
    assert {figure.address for figure in found} == {"/exports/rapport"}


def test_medians_of_one_moment_are_read_on_the_pages_of_their_axes(
    client: Client, session: Session, tmp_path: Path
) -> None:
    draw, grid = Random(3), load_grid(GRID)
    for _ in range(9):
        drawn_campaign(session, draw, a_project(session, status="termine"), Moment.EX_POST, grid)
    session.commit()
    client.sign_in()
    found = [figure for figure in figures(book(session, tmp_path)) if figure.column in MOMENTS]
    pages = {f"/regions?axe={code}&moment=ex_post" for code in grid.score_codes}
    assert found
    assert {figure.address for figure in found} <= pages
    check(client, found)


def test_a_portfolio_too_large_for_its_pages_still_shows_its_figures(
    client: Client, session: Session, tmp_path: Path
) -> None:
    a_portfolio(session)
    many_projects(session, 60)
    session.commit()
    client.sign_in()
    for day in (None, YESTERDAY):
        found = list(figures(book(session, tmp_path, day)))
        assert any(figure.address.startswith("/exports/rapport") for figure in found)
        check(client, found)
