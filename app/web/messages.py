"""Pydantic's faults, said in French: one table by type of fault."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

from app.web.filters import date_fr, number

Context = Mapping[str, Any]

DATE_SHOWN = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
ASK = "Renseignez ce champ."
CHOOSE = "Choisissez une des réponses proposées."

SENTENCES: dict[str, str | Callable[[Context], str]] = {
    "missing": ASK,
    "none_required": ASK,
    "string_type": ASK,
    "string_too_short": lambda context: ASK if context["min_length"] == 1 else _at_least(context["min_length"]),
    "string_too_long": lambda context: f"Écrivez {number(context['max_length'])} caractères au plus.",
    "string_pattern_mismatch": "Ce qui est écrit n’a pas la forme attendue.",
    "enum": CHOOSE,
    "literal_error": CHOOSE,
    "bool_parsing": "Répondez par oui ou par non.",
    "bool_type": "Répondez par oui ou par non.",
    "int_parsing": "Écrivez un nombre entier, par exemple 12.",
    "int_type": "Écrivez un nombre entier, par exemple 12.",
    "int_from_float": "Écrivez un nombre entier, sans virgule.",
    "int_parsing_size": "Ce nombre est trop grand.",
    "float_parsing": "Écrivez un nombre, par exemple 12,5.",
    "float_type": "Écrivez un nombre, par exemple 12,5.",
    "finite_number": "Écrivez un nombre, par exemple 12,5.",
    "decimal_parsing": "Écrivez un nombre, par exemple 12,5.",
    "decimal_type": "Écrivez un nombre, par exemple 12,5.",
    "decimal_max_places": lambda context: f"Écrivez au plus {context['decimal_places']} chiffres après la virgule.",
    "decimal_max_digits": "Ce nombre est trop grand.",
    "decimal_whole_digits": "Ce nombre est trop grand.",
    "greater_than": lambda context: _limit(context["gt"], "Écrivez plus que {}.", "Écrivez une date après le {}."),
    "greater_than_equal": lambda context: _limit(
        context["ge"], "Écrivez au moins {}.", "Écrivez une date à partir du {}."
    ),
    "less_than": lambda context: _limit(context["lt"], "Écrivez moins que {}.", "Écrivez une date avant le {}."),
    "less_than_equal": lambda context: _limit(context["le"], "Écrivez au plus {}.", "Écrivez une date jusqu’au {}."),
    "date_type": "Écrivez une date au format JJ/MM/AAAA.",
    "date_parsing": "Écrivez une date au format JJ/MM/AAAA.",
    "date_from_datetime_parsing": "Écrivez une date au format JJ/MM/AAAA.",
    "too_short": lambda context: f"Choisissez au moins {_answers(context['min_length'])}.",
    "too_long": lambda context: f"Choisissez au plus {_answers(context['max_length'])}.",
    "list_type": ASK,
    "model_type": ASK,
    "url_parsing": "Écrivez une adresse complète, par exemple https://exemple.fr.",
    "url_scheme": "Écrivez une adresse qui commence par https://.",
    "extra_forbidden": "Ce champ n’est pas attendu ici.",
}


def french(fault: ErrorDetails) -> str:
    """Our own faults (`french_…`, or a ValueError raised by a validator) already hold their sentence."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    sentence = SENTENCES.get(kind)
    if sentence is None:
        return fault["msg"] if kind.startswith("french_") else "Ce qui est écrit n’a pas la forme attendue."
    return sentence if isinstance(sentence, str) else sentence(context)


def _at_least(length: int) -> str:
    return f"Écrivez au moins {number(length)} caractères."


def _answers(count: int) -> str:
    return "une réponse" if count == 1 else f"{count} réponses"


def _limit(bound: Any, of_number: str, of_date: str) -> str:
    """Pydantic hands over the bound as a value or, after a parser of ours, as the text Python shows of it."""
    if isinstance(bound, date):
        return of_date.format(date_fr(bound))
    text = str(bound)
    if found := DATE_SHOWN.match(text):
        return of_date.format(date_fr(date(int(found[1]), int(found[2]), int(found[3]))))
    return of_number.format(number(Decimal(text.removeprefix("Decimal('").removesuffix("')"))))
