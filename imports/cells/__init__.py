"""French cells to values. A parser takes a cell and returns a value, or raises `UnexpectedCell`, nothing else."""

from imports.cells.addresses import email, site
from imports.cells.choices import ListParser, choice, choices, person, region, status
from imports.cells.communes import commune, postal_area
from imports.cells.dates import day
from imports.cells.identifiers import project_code, rna, siren, siret
from imports.cells.lengths import up_to
from imports.cells.numbers import decimal, money, positive_money
from imports.cells.texts import code_text, names, shown, text, yes_no

__all__ = [
    "ListParser",
    "choice",
    "choices",
    "code_text",
    "commune",
    "day",
    "decimal",
    "email",
    "money",
    "names",
    "person",
    "positive_money",
    "postal_area",
    "project_code",
    "region",
    "rna",
    "shown",
    "siren",
    "siret",
    "site",
    "status",
    "text",
    "up_to",
    "yes_no",
]
