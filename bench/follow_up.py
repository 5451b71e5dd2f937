"""Makes the follow-up sheet of any number of projects, as an .xlsx. Same number and seed, same cells."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import xlsxwriter

from bench.words import ACTIONS, BODIES, NAMES, PLACES
from imports.synonyms import CATEGORY_LABELS, DOMAIN_LABELS, REGION_LABELS, STATUS_LABELS

SHEET = "Suivi"
HEADERS = ("N°", "Intitulé du projet", "Territoire", "Région", "Porteur", "SIRET porteur", "Autres partenaires",
           "Thématique", "Catégorie", "Date COPIL", "Montant accordé", "Versé à ce jour", "Date de début",
           "Date de fin", "Statut")  # fmt: skip
TOWNS = ("Valmont", "Rivebelle", "Hautecombe", "Saint-Aubin", "Montclair", "Belval", "Les Essarts", "Port-Louvet")
STATUSES = [STATUS_LABELS[code] for code in ("valide", "conventionne", "en_cours", "en_cours", "termine")]
PROJECTS_PER_ORGANISATION = 3
FIRST_YEAR = 2024
APART = 100_000
"""From one year to the next: the number in its name sets an organisation apart from all those of a portfolio."""
FIRST_DAY = date(2023, 1, 9)
Line = list[Any]


def follow_up_lines(projects: int, seed: int = 17, year: int = FIRST_YEAR) -> list[Line]:
    """Of another `year`: other codes, other organisations."""
    rng = random.Random(f"{seed}-follow-up")
    count = max(4, projects // PROJECTS_PER_ORGANISATION)
    bodies = list(organisations(count, first=1 + max(count, APART) * (year - FIRST_YEAR)))
    return [_line(rng, f"ODD17-{year}-{number:03d}", bodies) for number in range(1, projects + 1)]


def organisations(count: int, first: int = 1) -> Iterator[tuple[str, str]]:
    """Names all different, each with the SIRET of its head office."""
    for number in range(first, first + count):
        name = f"{BODIES[number % len(BODIES)]} {NAMES[number % len(NAMES)]} de {TOWNS[number % len(TOWNS)]} {number}"
        yield name, valid_siret(300_000_00 + number)


def valid_siret(root: int) -> str:
    siren = with_key(f"{root:08d}")
    return with_key(f"{siren}0001")


def with_key(digits: str) -> str:
    """Luhn's key: the digit that brings the weighted sum to a multiple of ten."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-sum(number - 9 if number > 9 else number for number in doubled) % 10)


def _line(rng: random.Random, code: str, bodies: list[tuple[str, str]]) -> Line:
    place = rng.randrange(len(bodies))
    name, siret = bodies[place]
    others = [bodies[(place + step) % len(bodies)][0] for step in (1, 2)]
    copil = FIRST_DAY + timedelta(days=rng.randrange(900))
    amount = 500 * rng.randrange(4, 120)
    town = rng.choice(TOWNS)
    return [
        code, f"{rng.choice(ACTIONS)} {rng.choice(PLACES)} de {town}", town,
        rng.choice(list(REGION_LABELS.values())), name, siret, "; ".join(others),
        rng.choice(list(DOMAIN_LABELS.values())), rng.choice(list(CATEGORY_LABELS.values())), copil, amount,
        amount // 2 if rng.random() < 0.5 else 0, copil + timedelta(days=30), copil + timedelta(days=760),
        rng.choice(STATUSES),
    ]  # fmt: skip


def with_changes(lines: list[Line], share: float = 0.01, seed: int = 17) -> list[Line]:
    """The same lines, this share of them with another title and amount, among those an import may change."""
    open_lines = [place for place, line in enumerate(lines) if line[-1] != STATUS_LABELS["termine"]]
    chosen = set(random.Random(f"{seed}-changes").sample(open_lines, max(1, round(share * len(lines)))))
    return [_changed(line) if place in chosen else line for place, line in enumerate(lines)]


def _changed(line: Line) -> Line:
    return [*line[:1], f"{line[1]}, deuxième étape", *line[2:10], line[10] + 1_000, *line[11:]]


def workbook_of(lines: list[Line]) -> bytes:
    """Titles on the first row, the only place where the peer looks for them."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADERS)
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(line):
                write = sheet.write_datetime if isinstance(value, date) else sheet.write
                write(number, place, value, *([day] if isinstance(value, date) else []))
    return content.getvalue()
