"""Twenty faults in the follow-up sheet, one a row, of the kinds of tests/imports/test_planted_faults.py."""

import re
from datetime import date
from typing import Any, NamedTuple

from bench.follow_up import HEADERS, Line
from imports.workbook import column_letters

FIRST_LINE = 3  # planted from this line on, one every third line


class Planted(NamedTuple):
    header: str
    value: Any


FAULTS = (
    Planted("N°", "ODD17-2023-1"),
    Planted("N°", "ODD17-2024-001"),  # twice in the sheet
    Planted("N°", None),
    Planted("Intitulé du projet", None),
    Planted("Région", "Bretange"),
    Planted("Porteur", None),
    Planted("SIRET porteur", "99999625900150"),
    Planted("SIRET porteur", "3000000"),
    Planted("Thématique", "Astrologie"),
    Planted("Catégorie", "Troc"),
    Planted("Date COPIL", "31/02/2023"),
    Planted("Date COPIL", None),  # of a project that is decided
    Planted("Montant accordé", "12k€"),
    Planted("Montant accordé", -4_000),
    Planted("Montant accordé", None),  # of a project that is decided
    Planted("Versé à ce jour", 99_000),
    Planted("Date de début", "bientôt"),
    Planted("Date de fin", date(2020, 1, 1)),
    Planted("Statut", "Rêvé"),
    Planted("Statut", None),
)


def with_faults(lines: list[Line]) -> list[Line]:
    planted = [list(line) for line in lines]
    for place, fault in places():
        planted[place][HEADERS.index(fault.header)] = fault.value
    return planted


def places() -> list[tuple[int, Planted]]:
    """The line of each fault, counted from 0 under the titles."""
    return [(FIRST_LINE + 3 * number, fault) for number, fault in enumerate(FAULTS)]


def named_by(is_ours: bool, page: str) -> int:
    """How many are told where they are: by their cell on our page, by their row and field on the peer's."""
    cells = set(re.findall(r"\b[A-O][0-9]+\b", page)) if is_ours else peers_cells(page)
    return sum(cell_of(place, fault) in cells for place, fault in places())


def cell_of(place: int, fault: Planted) -> str:
    return f"{column_letters(HEADERS.index(fault.header) + 1)}{place + 2}"


# The names of the peer's fields, column by column.
FIELDS = ("code", "title", "territory", "region", "carrier", "siret", "others", "domain", "category", "copil_on",
          "amount", "paid", "starts_on", "ends_on", "status")  # fmt: skip
ROW = re.compile(r"<tr>\s*<td>(\d+) </td>\s*<td class=\"errors\">(.*?)</td>", re.DOTALL)


def peers_cells(page: str) -> set[str]:
    """It counts its rows under the titles, from 1."""
    told = ((int(row), re.findall(r'field-label">([^<]+)<', faults)) for row, faults in ROW.findall(page))
    return {f"{column_letters(FIELDS.index(name) + 1)}{row + 1}" for row, names in told for name in names}
