"""Communes by name or code, and the postal codes that tell two of the same name apart.

A code that lost its zero is refused with what it may have been: 1004 is proposed as « 01004 », never taken for it.
"""

import re
from collections.abc import Callable

from imports.cells.texts import text
from imports.faults import UnexpectedCell
from imports.places import Commune, Places, departement_of
from imports.words import folded
from imports.workbook import Cell

COMMUNE = "une commune, par son nom ou son code Insee de 5 signes"
CODE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}", re.ASCII | re.IGNORECASE)
WITHOUT_ZERO = re.compile(r"[1-9][0-9]{3}", re.ASCII)
IN_BRACKETS = re.compile(r"(?P<name>.*[^\s(])\s*\((?P<code>[0-9AB]{2,5})\)", re.ASCII | re.IGNORECASE)
POSTAL_FIRST = re.compile(r"(?P<code>[0-9]{5})[\s–-]+(?P<name>\D.*)", re.ASCII)
POSTAL_LAST = re.compile(r"(?P<name>.*\D)[\s–-]+(?P<code>[0-9]{5})", re.ASCII)
AREA = "un code postal de 5 chiffres ou un numéro de département"
AREA_CODE = re.compile(r"[0-9]{5}|[0-9]{2}|2[AB]|9[78][0-9]", re.ASCII | re.IGNORECASE)


def commune(places: Places) -> Callable[[Cell], str]:
    """The code of a commune; its name as typed when several bear it, for the rest of the row to tell which."""

    def parse(cell: Cell) -> str:
        words = text(cell, COMMUNE)
        if WITHOUT_ZERO.fullmatch(words):
            raise _without_zero(words, places)
        if CODE.fullmatch(words):
            return _of_code(words.upper(), places).code
        found = _of_name(words, places)
        return found[0].code if len(found) == 1 else words

    return parse


def postal_area(cell: Cell) -> str:
    """The département that a postal code, or its own number, says."""
    words = text(cell, AREA).upper()
    if len(words) in {1, 4} and words.isdigit():
        raise UnexpectedCell(f"{AREA}\u202f; peut-être «\u00a00{words}\u00a0»\u202f?", f"0{words}")
    if not AREA_CODE.fullmatch(words):
        raise UnexpectedCell(AREA)
    return departement_of(words) if len(words) == 5 else words


def meant(read: str, departement: str | None, places: Places) -> tuple[Commune, ...]:
    """The communes that what was read may be, knowing the département when the row says it."""
    own = places.get(read)
    return (own,) if own else in_departement(_of_name(read, places), departement)


def in_departement(found: tuple[Commune, ...], departement: str | None) -> tuple[Commune, ...]:
    """Those of the département, when it is said."""
    return tuple(each for each in found if departement is None or _is_in(each, departement))


def several(found: tuple[Commune, ...]) -> str:
    """What to type instead of a name that several communes bear."""
    shown = ", ".join(each.named for each in found[:12])
    more = f" et {len(found) - 12} autres" if len(found) > 12 else ""
    return f"le code Insee de la commune, car plusieurs portent ce nom\u00a0: {shown}{more}"


def _of_code(code: str, places: Places) -> Commune:
    found = places.get(code)
    if found is None:
        raise UnexpectedCell(f"{COMMUNE}\u202f; {code} n’en est pas un, serait-ce un code postal\u202f?")
    return found


def _without_zero(digits: str, places: Places) -> UnexpectedCell:
    code = f"0{digits}"
    found = places.get(code)
    if found is None:
        return UnexpectedCell(COMMUNE)
    return UnexpectedCell(f"{COMMUNE}\u202f; peut-être «\u00a0{code}\u00a0» ({found.label})\u202f?", code)


def _of_name(words: str, places: Places) -> tuple[Commune, ...]:
    found = places.named(words)
    if not found:
        written = IN_BRACKETS.fullmatch(words) or POSTAL_FIRST.fullmatch(words) or POSTAL_LAST.fullmatch(words)
        found = _of_name_and_code(written["name"], written["code"].upper(), places) if written else ()
    if not found:
        raise UnexpectedCell(COMMUNE)
    return found


def _of_name_and_code(name: str, code: str, places: Places) -> tuple[Commune, ...]:
    """« Lille (59350) », « Saint-Denis (93) », « 59000 Lille »."""
    own = places.get(code)
    if own and folded(own.label) == folded(name):
        return (own,)
    return in_departement(places.named(name), departement_of(code) if len(code) == 5 else code)


def _is_in(found: Commune, departement: str) -> bool:
    return found.departement == departement or (departement == "20" and found.departement in {"2A", "2B"})
