"""The funder workbook of a test, and its rows by header."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import kind_named
from app.projects.filters import PortfolioFilter

Line = Mapping[str, Any]


def written(session: Session, out: Path, day: date | None = None, **choice: Any) -> Path:
    """`choice`: fields of ReportChoice; those of the filter by their names."""
    names = PortfolioFilter.__dataclass_fields__
    filters = {name: choice.pop(name) for name in list(choice) if name in names}
    asked = ReportChoice(day or clock.today(), PortfolioFilter(**filters), **choice)
    kind_named("classeur").make(session, asked, "Camille Martin", out)
    return out


def book(session: Session, folder: Path, day: date | None = None, *, formulas: bool = False, **choice: Any) -> Workbook:
    return load_workbook(written(session, folder / "classeur.xlsx", day, **choice), data_only=not formulas)


def lines(workbook: Workbook, sheet: str) -> list[Line]:
    """By header, the total left out."""
    header, *rows = workbook[sheet].iter_rows(values_only=True)
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return [row for row in named if row[header[0]] not in ("Total", None)]


def texts(workbook: Workbook) -> set[str]:
    """Every text of every cell."""
    return {
        cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
    }


def blank(value: Any) -> Any:
    """An empty text and an empty cell are both nothing."""
    return None if value == "" else value
