"""Addresses typed freely: one a line, or separated by commas, with or without a name."""

import re
from dataclasses import dataclass

from app.accounts.addresses import ADDRESS
from app.errors import Refused

MOST = 500
NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]+)>$")


@dataclass(frozen=True, slots=True)
class Recipient:
    email: str
    name: str = ""


def read_addresses(typed: str, field: str) -> list[Recipient]:
    """Each once, in the order typed; the first that is no address is told."""
    parts = [part.strip() for part in re.split(r"[\n,;]", typed) if part.strip()]
    found = {own.email: own for own in (_read(part, field) for part in parts)}
    if len(found) > MOST:
        raise Refused(f"Au plus {MOST} adresses à la fois.", field=field)
    return list(found.values())


def _read(part: str, field: str) -> Recipient:
    named = NAMED.match(part)
    email = (named["email"] if named else part).strip().lower()
    if not ADDRESS.fullmatch(email) or len(email) > 254:
        raise Refused(f"«\u00a0{part[:80]}\u00a0» n’est pas une adresse électronique.", field=field)
    return Recipient(email, named["name"].strip(' "')[:200] if named else "")
