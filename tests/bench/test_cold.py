"""The page that a start is timed to, and the workbook it is compared with, tell the same projects."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bench.b6 import CODE, check_same, projects_in
from bench.cold import Site, count_told
from bench.reports import portfolio as report_of
from bench.statements import record_page
from bench.visitor import sign_in
from imports.export.writer import write_report
from tests.bench.test_bench import PROJECTS, portfolio

__all__ = ["portfolio"]


class Shown(Site):
    html = ""

    def page(self) -> str:
        return self.html


def test_both_tell_as_many_projects(portfolio: Engine, tmp_path: Path) -> None:
    html, _ = record_page(portfolio, sign_in(portfolio))
    book = tmp_path / "portefeuille.xlsx"
    book.write_bytes(write_report(report_of(portfolio, PROJECTS)))
    site = Shown(tmp_path)
    site.html = html
    assert (count_told(html), projects_in(book)) == (PROJECTS, PROJECTS)
    check_same(site, book, PROJECTS)
    with pytest.raises(AssertionError, match="not 34 projects"):
        check_same(site, book, PROJECTS + 1)


def test_a_count_is_read_with_its_thin_spaces() -> None:
    assert count_told("<p><strong>100\u202f000</strong> projets</p>") == 0
    assert count_told("<p>100\u202f000 projets</p>") == 100_000
    assert CODE.fullmatch("ODD17-2024-007")
