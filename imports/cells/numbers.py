import math
import re
from collections.abc import Callable
from decimal import Decimal

from imports.cells.amounts import french, probable_number, spaced
from imports.cells.texts import checked
from imports.faults import UnexpectedCell
from imports.words import cleaned
from imports.workbook import Cell

MONEY = "un montant en euros, par exemple 24\u202f500,00\u00a0€"
NOT_NEGATIVE = "un montant en euros, zéro ou plus"
TWO_DECIMALS = "un montant en euros avec deux décimales au plus"
POSITIVE = "un montant en euros supérieur à zéro"
NUMBER = "un nombre, par exemple 1\u202f250 ou 12,5"
CENTS = Decimal("0.01")
LARGEST = 1e15
MAX_DIGITS = 30
CEILING = Decimal(10) ** 9
EUROS = re.compile(r"^€|(?:€|\beuros?|\beur)$", re.IGNORECASE)
# 24500 · 24 500 · 24 500,00 · 24500.5 · 24.500,00 ; « 24.500 » seul reste ambigu et est refusé.
WRITTEN = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<cents>[0-9]{1,2}))?")
DOTTED = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<cents>[0-9]{1,2})")
IN_BRACKETS = re.compile(r"\( ?(?P<amount>[0-9][0-9 .,]*?) ?(?:€|euros?|eur)? ?\)", re.IGNORECASE)
MINUS = re.compile(r"[-−–] ?[0-9]")
SIGNED = re.compile(r"(?P<sign>-?) ?(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<rest>[0-9]+))?", re.ASCII)
# « 12.000 » : douze, ou douze mille ?
DOUBTFUL = re.compile(r"-? ?[1-9][0-9]{0,2}(?:\.[0-9]{3})+", re.ASCII)


def money(cell: Cell) -> Decimal:
    """Euros to the cent, zero or more. A number Excel computed is rounded only where its binary form is imprecise."""
    checked(cell, MONEY)
    if isinstance(cell.value, bool):
        raise UnexpectedCell(MONEY)
    if isinstance(cell.value, int | float):
        return _bounded(_from_number(cell.value))
    if isinstance(cell.value, str):
        return _bounded(_from_text(cell.value))
    raise UnexpectedCell(MONEY)


def positive_money(cell: Cell) -> Decimal:
    amount = money(cell)
    if amount == 0:
        raise UnexpectedCell(POSITIVE)
    return amount


def decimal(cell: Cell) -> Decimal:
    """Any number, negative ones too, with the decimals it was given; « 12 % » is not a number of this kind."""
    checked(cell, NUMBER)
    if isinstance(cell.value, bool) or not isinstance(cell.value, str | int | float):
        raise UnexpectedCell(NUMBER)
    if isinstance(cell.value, str):
        return _number_from_text(cell.value)
    if not math.isfinite(cell.value) or abs(cell.value) >= LARGEST:
        raise UnexpectedCell(NUMBER)
    return Decimal(repr(cell.value)).normalize() + 0


def _number_from_text(text: str) -> Decimal:
    written = cleaned(text).replace("−", "-")
    found = SIGNED.fullmatch(written)
    if not found or len(written) > MAX_DIGITS or DOUBTFUL.fullmatch(written):
        raise _question(NUMBER, "", _probable_signed(written), _number_from_text)
    return Decimal(found["sign"] + found["whole"].replace(" ", "") + "." + (found["rest"] or "0")).normalize() + 0


def _probable_signed(written: str) -> str:
    """Accountants write negative numbers in brackets."""
    if found := IN_BRACKETS.fullmatch(written):
        inside = probable_number(found["amount"])
        return f"-{inside}" if inside else ""
    if written.startswith("-"):
        inside = probable_number(written[1:].strip())
        return f"-{inside}" if inside else ""
    return probable_number(written)


def _from_number(value: int | float) -> Decimal:
    if not math.isfinite(value) or abs(value) >= CEILING:
        raise UnexpectedCell(MONEY)
    exact = Decimal(repr(value))
    cents = exact.quantize(CENTS)
    if abs(exact - cents) > Decimal("0.000001"):
        raise UnexpectedCell(TWO_DECIMALS, french(cents) if cents > 0 else "")
    return cents


def _from_text(text: str) -> Decimal:
    amount = EUROS.sub("", cleaned(text)).strip()
    found = WRITTEN.fullmatch(amount) or DOTTED.fullmatch(amount)
    if not found:
        if IN_BRACKETS.fullmatch(cleaned(text)) or MINUS.match(amount):
            raise UnexpectedCell(NOT_NEGATIVE)
        raise _question(MONEY, "\u00a0€", probable_number(text), lambda typed: _bounded(_from_text(typed)))
    whole = re.sub(r"[ .]", "", found["whole"])
    return Decimal(f"{whole}.{found['cents'] or '0'}") if len(whole) < 12 else CEILING


def _question(expected: str, unit: str, proposal: str, read: Callable[[str], Decimal]) -> UnexpectedCell:
    """The refusal, with a question where the proposal would itself be read."""
    try:
        is_read = bool(proposal) and read(proposal) is not None
    except UnexpectedCell:
        is_read = False
    if not is_read:
        return UnexpectedCell(expected)
    shown = f"{spaced(proposal)}{unit}"
    return UnexpectedCell(f"{expected}\u202f; voulez-vous dire «\u00a0{shown}\u00a0»\u202f?", proposal)


def _bounded(amount: Decimal) -> Decimal:
    if amount < 0:
        raise UnexpectedCell(NOT_NEGATIVE)
    if amount >= CEILING:
        raise UnexpectedCell("un montant en euros inférieur à un milliard")
    return amount.quantize(CENTS)
