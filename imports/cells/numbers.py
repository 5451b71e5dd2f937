import math
import re
from decimal import Decimal

from imports.cells.texts import checked
from imports.faults import UnexpectedCell
from imports.workbook import Cell

MONEY = "un montant en euros, par exemple 24\u202f500,00\u00a0€"
POSITIVE = "un montant en euros supérieur à zéro"
NUMBER = "un nombre, par exemple 1\u202f250 ou 12,5"
CENTS = Decimal("0.01")
LARGEST = 1e15
MAX_DIGITS = 30
CEILING = Decimal(10) ** 9
EUROS = re.compile(r"(?:€|\beuros?|\beur)$", re.IGNORECASE)
# 24500 · 24 500 · 24 500,00 · 24500.5 · 24.500,00 ; « 24.500 » seul reste ambigu et est refusé.
WRITTEN = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<cents>[0-9]{1,2}))?")
SIGNED = re.compile(r"(?P<sign>-?) ?(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<rest>[0-9]+))?", re.ASCII)
DOTTED = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<cents>[0-9]{1,2})")


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
    written = " ".join(text.split()).replace("−", "-")
    found = SIGNED.fullmatch(written)
    if not found or len(written) > MAX_DIGITS:
        raise UnexpectedCell(NUMBER)
    return Decimal(found["sign"] + found["whole"].replace(" ", "") + "." + (found["rest"] or "0")).normalize() + 0


def _from_number(value: int | float) -> Decimal:
    if not math.isfinite(value) or abs(value) >= CEILING:
        raise UnexpectedCell(MONEY)
    exact = Decimal(repr(value))
    cents = exact.quantize(CENTS)
    if abs(exact - cents) > Decimal("0.000001"):
        raise UnexpectedCell("un montant en euros avec deux décimales au plus")
    return cents


def _from_text(text: str) -> Decimal:
    amount = EUROS.sub("", " ".join(text.split())).strip()
    found = WRITTEN.fullmatch(amount) or DOTTED.fullmatch(amount)
    if not found:
        raise UnexpectedCell(MONEY)
    whole = re.sub(r"[ .]", "", found["whole"])
    return Decimal(f"{whole}.{found['cents'] or '0'}") if len(whole) < 12 else CEILING


def _bounded(amount: Decimal) -> Decimal:
    if amount < 0:
        raise UnexpectedCell("un montant en euros, zéro ou plus")
    if amount >= CEILING:
        raise UnexpectedCell("un montant en euros inférieur à un milliard")
    return amount.quantize(CENTS)
