"""French cells to values. A parser takes a cell and returns a value, or raises `UnexpectedCell`, nothing else."""

from imports.cells.choices import ListParser, choice, choices, region, status
from imports.cells.dates import day
from imports.cells.identifiers import project_code, siren, siret
from imports.cells.numbers import decimal, money, positive_money
from imports.cells.texts import code_text, names, shown, text, yes_no

__all__ = [
    "ListParser",
    "choice",
    "choices",
    "code_text",
    "day",
    "decimal",
    "money",
    "names",
    "positive_money",
    "project_code",
    "region",
    "shown",
    "siren",
    "siret",
    "status",
    "text",
    "yes_no",
]
