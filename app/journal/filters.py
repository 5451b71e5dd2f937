"""The filters of the journal as they travel in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from pydantic_core import PydanticCustomError

from app.digits import number_typed
from app.journal.labels import COLUMNS, TABLES
from app.journal.queries import Wanted
from app.models.journal import Action, Origin
from app.web.french import parse_date

NAMES = ("personne", "origine", "objet", "champ", "action", "projet", "du", "au")


@dataclass(frozen=True)
class Asked:
    """What was typed, kept as typed; ``faults``: a sentence by field that does not read."""

    typed: dict[str, str]
    wanted: Wanted
    faults: dict[str, str]

    @property
    def used(self) -> dict[str, str]:
        return {name: value for name, value in self.typed.items() if value}

    def address(self, here: str, **more: str) -> str:
        query = urlencode({**self.used, **{name: value for name, value in more.items() if value}})
        return f"{here}?{query}" if query else here

    def without(self, name: str, here: str) -> str:
        query = urlencode({key: value for key, value in self.used.items() if key != name})
        return f"{here}?{query}" if query else here


def asked_of(query: Mapping[str, Any], **more: Any) -> Asked:
    typed = {name: str(query.get(name, "")).replace("\x00", "").strip()[:100] for name in NAMES}
    faults: dict[str, str] = {}
    since, until = (_day(typed[name], name, faults) for name in ("du", "au"))
    wanted = Wanted(
        user_id=number_typed(typed["personne"]),
        origin=_known(typed["origine"], Origin),
        table=_known(typed["objet"], TABLES),
        column=_known(typed["champ"], COLUMNS),
        action=_known(typed["action"], Action),
        project=typed["projet"],
        since=since,
        until=until,
        **more,
    )
    return Asked(typed, wanted, faults)


def _known(value: str, among: Any) -> str:
    return value if value in list(among) else ""


def _day(value: str, name: str, faults: dict[str, str]) -> date | None:
    if not value:
        return None
    try:
        read: date = parse_date(value)
    except PydanticCustomError as fault:
        faults[name] = fault.message()
        return None
    return read
