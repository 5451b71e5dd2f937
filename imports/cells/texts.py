import math
import re
from collections.abc import Iterable
from datetime import date

from imports.faults import UnexpectedCell
from imports.words import cleaned, folded
from imports.workbook import Cell

MAX_SHOWN = 200
SEPARATORS = re.compile("[;\n\r]+")
# Un nom peut contenir ces marques : la case est rendue avec une question, jamais coupée d’office.
DOUBTFUL_SEPARATORS = re.compile(r"\s[/+&|•]\s|,\s")
NAMES = "des noms séparés par des points-virgules"
YES = frozenset({"oui", "o", "vrai", "x", "1", "yes", "true", "✓", "✔", "☑"})
NO = frozenset({"non", "n", "faux", "0", "no", "false", "☐"})
# Un CSV donne en texte ce que montrait la case.
ERRORS = re.compile(r"#(?:REF!|N/A|NOM\?|NAME\?|VALEUR\s?!|VALUE!|DIV/0\s?!|NULL?\s?!|NOMBRE!|NUM!|##+)", re.IGNORECASE)


def shown(cell: Cell) -> str:
    """What was read, as a person sees it in the sheet; never more than a line."""
    if isinstance(cell.value, date):
        return cell.value.strftime("%d/%m/%Y")
    if isinstance(cell.value, bool):
        return "VRAI" if cell.value else "FAUX"
    if isinstance(cell.value, int | float):
        return plain_number(cell.value).replace(".", ",")
    return (cell.value or cell.formula or "")[:MAX_SHOWN]


def plain_number(value: int | float) -> str:
    """Digits without exponent nor needless decimals: 12.0 is 12, 9.99994064E13 is 99999406400000."""
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def checked(cell: Cell, expected: str) -> Cell:
    """Refuses a cell that shows an error or was never calculated: what it means cannot be guessed."""
    value = cell.value
    if cell.kind == "error" or (isinstance(value, str) and "#" in value and ERRORS.fullmatch(value.strip())):
        raise UnexpectedCell(f"{expected}\u202f; la formule de cette case est en erreur")
    if value is None and cell.formula is not None:
        raise UnexpectedCell(
            f"{expected}\u202f; ouvrez le classeur et enregistrez-le pour que cette formule soit calculée"
        )
    return cell


def text(cell: Cell, expected: str = "un texte") -> str:
    found = cleaned(shown_in_full(checked(cell, expected)))
    if not found:
        raise UnexpectedCell(expected)
    return found


def shown_in_full(cell: Cell) -> str:
    return cell.value if isinstance(cell.value, str) else shown(cell)


def code_text(cell: Cell) -> str:
    """A code typed as a number comes back as its digits: 12.0 is « 12 »."""
    return text(cell, "un code")


def names(cell: Cell) -> tuple[str, ...]:
    """Several names in one cell, between semicolons or line breaks; never cut at « et », which names contain.

    At a comma or « / » it is for a person to say; a semicolon at the end says that it is one name.
    """
    whole = shown_in_full(checked(cell, NAMES))
    if not SEPARATORS.search(whole) and DOUBTFUL_SEPARATORS.search(whole):
        raise _one_or_several(whole)
    return tuple(_distinct(SEPARATORS.split(whole)).values())


def joined(several: Iterable[str]) -> str:
    """The way back: what `names` reads as these names."""
    written = "; ".join(several)
    return f"{written};" if DOUBTFUL_SEPARATORS.search(written) and ";" not in written else written


def _one_or_several(whole: str) -> UnexpectedCell:
    found = _distinct(DOUBTFUL_SEPARATORS.split(whole)).values()
    if len(found) < 2:
        return UnexpectedCell(NAMES)
    several = "; ".join(found)
    question = f"est-ce «\u00a0{several[:MAX_SHOWN]}\u00a0», ou un seul nom, à finir par un point-virgule\u202f?"
    return UnexpectedCell(f"{NAMES}\u202f; {question}", several)


def _distinct(parts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        if name := cleaned(part):
            found.setdefault(folded(name), name)
    return found


def yes_no(cell: Cell) -> bool:
    expected = "«\u00a0oui\u00a0» ou «\u00a0non\u00a0»"
    word = folded(shown_in_full(checked(cell, expected)))
    if word in YES:
        return True
    if word in NO:
        return False
    raise UnexpectedCell(expected)
