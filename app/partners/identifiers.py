"""SIREN, SIRET and RNA as people type them: spaces forgiven, leading zeros kept, keys checked."""

import re
import unicodedata

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

SEPARATORS = re.compile(r"[\s.\-–—]+")
USUAL_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
ANY_RNA = re.compile(r"[0-9A-Z]{1,20}")


class IdentifierError(ValueError):
    """Holds a French sentence, so that a form may show it as it is."""


def compact(typed: str) -> str:
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).upper()


def check_siren(typed: str) -> str:
    try:
        return str(siren_rules.validate(_ascii(typed)))
    except InvalidChecksum as fault:
        raise IdentifierError("La clé de ce SIREN n’est pas juste\u202f: vérifiez les 9 chiffres.") from fault
    except ValidationError as fault:
        raise IdentifierError("Un SIREN a 9 chiffres, par exemple 732\u00a0829\u00a0320.") from fault


def check_siret(typed: str) -> str:
    """The establishments of La Poste follow a key of their own, which the library knows."""
    try:
        return str(siret_rules.validate(_ascii(typed)))
    except InvalidChecksum as fault:
        raise IdentifierError("La clé de ce SIRET n’est pas juste\u202f: vérifiez les 14 chiffres.") from fault
    except ValidationError as fault:
        raise IdentifierError("Un SIRET a 14 chiffres, par exemple 732\u00a0829\u00a0320\u00a000074.") from fault


def check_rna(typed: str) -> str:
    """An unusual form is kept: Alsace-Moselle has its own register, some overseas numbers carry a letter."""
    number = compact(typed)
    if not ANY_RNA.fullmatch(number):
        raise IdentifierError("Un RNA s’écrit avec des chiffres et des lettres, par exemple W751212517.")
    return number


def rna_warning(rna: str | None) -> str:
    """What to say beside a number that does not look like the others; empty when there is nothing to say."""
    if not rna or USUAL_RNA.fullmatch(rna):
        return ""
    return (
        f"Le RNA {rna} n’a pas la forme habituelle (W suivi de 9 chiffres)\u202f: "
        "il est gardé tel quel, vérifiez-le sur le récépissé."
    )


def _ascii(typed: str) -> str:
    """Arabic or full-width digits would pass `isdigit`: only ours reach the database."""
    number = compact(typed)
    return number if number.isascii() else ""
