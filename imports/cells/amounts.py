"""Amounts written in a way that could be misread: what they may mean is proposed, for a person to accept."""

import re
from decimal import Decimal

from imports.words import cleaned

THOUSANDS = re.compile(
    r"(?P<number>[0-9]+(?: [0-9]{3})*(?:[.,][0-9]{1,6})?) ?(?P<unit>k|m|milliers?|millions?)"
    r"(?: ?(?:€|eur|euros?)| d['’]euros?)?",
    re.IGNORECASE | re.ASCII,
)
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,'’][0-9]{3})+", re.ASCII)
ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})", re.ASCII)
ONE_NUMBER = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]{1,2})?(?![0-9.,])", re.ASCII)
CURRENCIES = re.compile(r"[$£¥%]|\b(?:chf|usd|gbp|fcfa|xof|xpf)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"[-−–] ?[0-9]|\( ?[0-9][0-9 .,€]*\)|[0-9] ?[-−]$")
COMMENT = re.compile(r"(?<=[0-9€ ])\(.*\)$")
MILLI_EUROS = re.compile(r"[0-9] ?m ?€$")  # des millions, ou rien de connu
# L’espace fine n’existe pas dans l’alphabet de Windows : un CSV en fait un point d’interrogation.
LOST_SPACE = re.compile(r"(?<=[0-9])\?(?=[0-9]{3})")
NEAR = re.compile(r"^(?:env(?:iron)?\.?|~|≈|±|\+/-|approx\.?|max\.?|mini?\.?|jusqu['’]à)\s*", re.IGNORECASE)


def probable_number(text: str) -> str:
    """« 12k€ » is probably 12000, « env. 5 000 » 5000, « 12.000 » 12000; empty where nothing is likely."""
    written = LOST_SPACE.sub(" ", NEAR.sub("", cleaned(text)))
    if CURRENCIES.search(written) or NEGATIVE.search(written) or MILLI_EUROS.search(written):
        return ""
    bare = re.sub(r"^€ ?| ?(?:€|eur|euros?)$", "", written, flags=re.IGNORECASE)
    if (found := THOUSANDS.fullmatch(written)) and found["unit"] != "m":
        return _in_units(found["number"], found["unit"])
    if found := ENGLISH.fullmatch(bare):
        return f"{found['whole'].replace(',', '')},{found['cents']}"
    if GROUPED.fullmatch(bare):
        return re.sub(r"[.,'’]", "", bare)
    return _only_number(COMMENT.sub("", written))


def _in_units(number: str, unit: str) -> str:
    is_thousand = unit.lower() == "k" or unit.lower().startswith("millier")
    amount = Decimal(number.replace(" ", "").replace(",", ".")) * (10**3 if is_thousand else 10**6)
    return "" if amount != amount.quantize(Decimal("0.01")) else french(amount)


def _only_number(written: str) -> str:
    found = ONE_NUMBER.findall(written)
    rest = ONE_NUMBER.sub("", written)
    return found[0].replace(" ", "").replace(".", ",") if len(found) == 1 and not re.search("[0-9]", rest) else ""


def french(amount: Decimal) -> str:
    """As one types it: « 12000 », « 12000,5 »."""
    return format(amount.normalize() + 0, "f").replace(".", ",")


def spaced(typed: str) -> str:
    """The same as a sentence shows it: « 12 000,5 »."""
    whole, comma, rest = typed.partition(",")
    return f"{int(whole):,}".replace(",", "\u202f") + comma + rest
