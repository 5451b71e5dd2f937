"""What people type, in French, turned into numbers, amounts and dates. Forgiving of spaces, dots and €."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007]+")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?")
DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
MAX_DIGITS = 20


def parse_number(typed: Any) -> Any:
    """`1 234,5`, `1234.5`, `1.234,5`; anything that is not text passes through to Pydantic."""
    return _number(typed, "Écrivez un nombre, par exemple 1\u202f234,5.") if isinstance(typed, str) else typed


def parse_money(typed: Any) -> Any:
    if not isinstance(typed, str):
        return typed
    sentence = "Écrivez un montant en euros, par exemple 12\u202f000 ou 12\u202f000,50."
    amount = _number(re.sub(r"(€|euros?|EUR)\s*$", "", typed.strip(), flags=re.IGNORECASE), sentence)
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise PydanticCustomError("french_money", "Écrivez au plus deux chiffres après la virgule.")
    return amount


def parse_integer(typed: Any) -> Any:
    if not isinstance(typed, str):
        return typed
    value = _number(typed, "Écrivez un nombre entier, par exemple 12.")
    if value != value.to_integral_value():
        raise PydanticCustomError("french_integer", "Écrivez un nombre entier, sans virgule.")
    return int(value)


def parse_date(typed: Any) -> Any:
    """`JJ/MM/AAAA` (also with dots, dashes or spaces) and `AAAA-MM-JJ`."""
    if not isinstance(typed, str):
        return typed
    text = typed.strip()
    try:
        if match := DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("french_date", "Cette date n’existe pas dans le calendrier.") from None
    raise PydanticCustomError("french_date", "Écrivez une date au format JJ/MM/AAAA, par exemple 05/09/2026.")


def _number(typed: str, sentence: str) -> Decimal:
    text = SPACES.sub("", typed).replace("−", "-")
    if THOUSANDS.fullmatch(text) and ("," in text or text.count(".") > 1):
        text = text.replace(".", "")
    text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if not PLAIN.fullmatch(text) or len(text) > MAX_DIGITS or not text.isascii():
        raise PydanticCustomError("french_number", "{sentence}", {"sentence": sentence})
    return Decimal(text)


FrenchDecimal = Annotated[Decimal, BeforeValidator(parse_number)]
FrenchMoney = Annotated[Decimal, BeforeValidator(parse_money)]
FrenchInteger = Annotated[int, BeforeValidator(parse_integer)]
FrenchDate = Annotated[date, BeforeValidator(parse_date)]
