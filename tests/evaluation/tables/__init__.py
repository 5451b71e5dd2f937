"""Tables of cases, written to be read and completed in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from evaluation import round_half_up

HERE = Path(__file__).parent


def cases_of(name: str) -> list[object]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["cas"]) for row in csv.DictReader(file, delimiter=";")]


def number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def shown(value: float | None) -> str:
    """As a page shows it: one decimal, half up, a comma."""
    return "" if value is None else str(round_half_up(value, 1)).replace(".", ",")
