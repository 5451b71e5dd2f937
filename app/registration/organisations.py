"""From what is typed in the place of an organisation to one we know, to a new one, or to a choice to make."""

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.partners.identifiers import IdentifierError, check_siren
from app.partners.queries import find_by_identifier, search_organisations
from app.registration.forms import CREATE
from app.registration.queries import organisation_names
from app.registration.values import Values, put, row, row_numbers, text

SHOWN = 6


@dataclass(frozen=True)
class Found:
    """One proposal: what the form sends, what a person reads."""

    value: str
    label: str
    hint: str = ""


def settle_organisations(session: Session, values: Values, group: str) -> None:
    """Give each row its organisation when there is no doubt; `known` is the name it was settled under."""
    names = organisation_names(
        session, [text(values, f"{group}-{n}-organisation_id") for n in row_numbers(values, group)]
    )
    for number in row_numbers(values, group):
        prefix = f"{group}-{number}-"
        identifier, label = _settled(session, row(values, group, number), names)
        put(values, f"{prefix}organisation_id", identifier)
        put(values, f"{prefix}name", label)
        put(values, f"{prefix}known", label if identifier else "")


def _settled(session: Session, fields: Values, names: dict[str, str]) -> tuple[str, str]:
    typed, identifier = text(fields, "name"), text(fields, "organisation_id")
    if identifier and typed == text(fields, "known"):
        if identifier == CREATE:
            return CREATE, typed
        if identifier in names:
            return identifier, names[identifier]
    if not typed:
        return "", typed
    return _recognised(session, typed, fields)


def _recognised(session: Session, typed: str, fields: Values) -> tuple[str, str]:
    """Same name or same number, and only one: that is the one. A profile chosen says that it is a new one."""
    found = search_organisations(session, typed, limit=SHOWN)
    same = [
        one for one in found if folded(one.name) == folded(typed) or typed.replace(" ", "") in (one.siren, one.siret)
    ]
    if len(same) == 1 and not text(fields, "siren"):
        return str(same[0].id), same[0].name
    if text(fields, "profile_code") or not found:
        return CREATE, typed
    return "", typed


def proposals(session: Session, typed: str, siren: str = "") -> list[Found]:
    """What to propose for a row that is not settled, or whose SIREN is already known."""
    known = known_by_siren(session, siren)
    if known:
        return [known]
    return [described(one) for one in search_organisations(session, typed, limit=SHOWN)]


def known_by_siren(session: Session, siren: str) -> Found | None:
    try:
        found = find_by_identifier(session, siren=check_siren(siren)) if siren else None
    except IdentifierError:
        return None
    return Found(str(found.id), found.name, f"SIREN {siren}") if found else None


def described(one: Row[Any]) -> Found:
    parts = (one.profile, one.commune, f"SIREN {one.siren}" if one.siren else None)
    return Found(str(one.id), one.name, " · ".join(part for part in parts if part))


def folded(name: str) -> str:
    """Without case, accents and double spaces."""
    letters = (letter for letter in normalize("NFKD", name) if not 0x300 <= ord(letter) < 0x370)
    return " ".join("".join(letters).casefold().split())
