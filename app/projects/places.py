"""Places found as one types, and settled by the server when there is no script."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.projects.queries import Place, search_territories
from app.web.forms import BoundForm


class Proposal(NamedTuple):
    """One answer of the combobox (static/js/combobox.js)."""

    value: str
    label: str
    hint: str


def proposals(found: Sequence[Place]) -> list[Proposal]:
    """« Cassel », « commune · 59135 »: two communes may have the same name, never the same code."""
    return [Proposal(place.id, place.label, f"{place.kind_label} · {place.code}") for place in found]


def settle_search(session: Session, form: BoundForm[Any], *, seen: str) -> list[Place]:
    """What was typed without choosing: added when one place alone answers, otherwise proposed as boxes to tick.

    `seen` is what was typed when the boxes now ticked were proposed: it has been answered.
    """
    typed = form.value("place_search").strip()
    chosen = form.list("territory_ids")
    if not typed or typed == seen:
        form.values["place_search"] = ""
        return []
    found = [place for place in search_territories(session, typed) if place.id not in chosen]
    if len(found) != 1:
        return found
    form.values["territory_ids"] = [*chosen, found[0].id]
    form.values["place_search"] = ""
    return []
