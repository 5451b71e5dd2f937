import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

from app.partners.identifiers import IdentifierError, check_rna
from imports.cells.texts import checked, plain_number, shown_in_full
from imports.faults import UnexpectedCell
from imports.words import cleaned
from imports.workbook import Cell

SIREN = "un SIREN de 9 chiffres dont la clé est juste"
SIRET = "un SIRET de 14 chiffres dont la clé est juste"
RNA = "un RNA, par exemple W751212517"
CODE = "un code de projet comme ODD17-2024-007"
PROJECT_CODE = re.compile(r"ODD17-[0-9]{4}-[0-9]{3,6}", re.ASCII)
DASHES = re.compile("[\u2010-\u2015\u2212]")


def siren(cell: Cell) -> str:
    digits = _digits(cell, 9, SIREN)
    try:
        return siren_rules.validate(digits)
    except ValidationError as error:
        raise UnexpectedCell(SIREN) from error


def siret(cell: Cell) -> str:
    """Checked by its key, La Poste's exception included; typed as a number, the zeros Excel ate come back."""
    digits = _digits(cell, 14, SIRET)
    try:
        return siret_rules.validate(digits)
    except ValidationError as error:
        raise UnexpectedCell(SIRET) from error


def rna(cell: Cell) -> str:
    """An unusual form is kept, as on the pages; a number is read by its digits."""
    checked(cell, RNA)
    if isinstance(cell.value, bool) or not isinstance(cell.value, str | int | float):
        raise UnexpectedCell(RNA)
    try:
        return check_rna(shown_in_full(cell))
    except IdentifierError as error:
        raise UnexpectedCell(RNA) from error


def project_code(cell: Cell) -> str:
    """The assigned code, whatever the case, the dashes and the spaces around them."""
    checked(cell, CODE)
    typed = DASHES.sub("-", cleaned(cell.value)).upper() if isinstance(cell.value, str) else ""
    code = typed.replace(" ", "")
    if not PROJECT_CODE.fullmatch(code):
        raise UnexpectedCell(CODE)
    return code


def _digits(cell: Cell, length: int, expected: str) -> str:
    checked(cell, expected)
    if isinstance(cell.value, bool) or not isinstance(cell.value, str | int | float):
        raise UnexpectedCell(expected)
    if isinstance(cell.value, int | float):
        digits = plain_number(cell.value).zfill(length)
    else:
        digits = "".join(c for c in unicodedata.normalize("NFKC", cell.value) if not c.isspace() and c not in ".-")
    if not (digits.isascii() and digits.isdigit() and len(digits) == length):
        raise UnexpectedCell(expected)
    return digits
