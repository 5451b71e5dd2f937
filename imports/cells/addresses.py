"""Electronic addresses, by the rule of the pages."""

from app.partners.addresses import EMAIL_LENGTH, SITE_LENGTH, check_email, check_site
from imports.cells.texts import text
from imports.faults import UnexpectedCell
from imports.workbook import Cell

EMAIL = "une adresse électronique, par exemple prenom.nom@exemple.fr"
SITE = "l’adresse d’un site, par exemple https://exemple.fr"


def email(cell: Cell) -> str:
    written = text(cell, EMAIL).removeprefix("mailto:")
    try:
        found = check_email(written)
    except ValueError as fault:
        raise UnexpectedCell(EMAIL) from fault
    if len(found) > EMAIL_LENGTH:
        raise UnexpectedCell(f"{EMAIL}, de {EMAIL_LENGTH} signes au plus")
    return found


def site(cell: Cell) -> str:
    try:
        found = check_site(text(cell, SITE))
    except ValueError as fault:
        raise UnexpectedCell(SITE) from fault
    if len(found) > SITE_LENGTH:
        raise UnexpectedCell(f"{SITE}, de {SITE_LENGTH} signes au plus")
    return found
