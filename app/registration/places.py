"""Territories found by name or code, the region they share and the scale they suggest."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.projects.queries import Place, places, search_territories
from app.registration import queries
from app.registration.organisations import Found, folded
from app.registration.values import Values, put, text

SHOWN = 10
INTERREGIONAL = "aucune"  # the answer « no region », which is not the same as no answer
ONE_SCALE = {"commune": "commune", "epci": "intercommunalite", "departement": "departement", "region": "region"}


def settle_territories(session: Session, values: Values) -> None:
    """What is typed but not chosen: taken when only one territory answers to it, otherwise left to be chosen.

    `seen` is the text whose answers were just shown as boxes to tick: sent again as it was, it is done with.
    """
    typed = text(values, "lieu")
    if not typed or typed == text(values, "seen"):
        put(values, "lieu", "")
        put(values, "seen", "")
        return
    found = search_territories(session, typed, limit=SHOWN)
    same = [one for one in found if folded(typed) in (folded(one.label), folded(one.code))]
    taken = found[0] if len(found) == 1 else same[0] if len(same) == 1 else None
    if taken is None:
        put(values, "seen", "")
        return
    values["territory_ids"] = list(dict.fromkeys([*values.get("territory_ids", []), str(taken.id)]))
    put(values, "lieu", "")


def territory_choices(session: Session, typed: str, chosen: Sequence[str] = ()) -> list[Found]:
    found = search_territories(session, typed, limit=SHOWN) if typed else []
    return described(session, [one for one in found if one.id not in chosen])


def chosen_territories(session: Session, chosen: Sequence[str]) -> list[Found]:
    return described(session, places(session, chosen))


def described(session: Session, found: Sequence[Place]) -> list[Found]:
    """« Rennes », « commune · 35238 · Bretagne »."""
    regions = dict(queries.regions(session)) if found else {}
    return [
        Found(
            one.id,
            one.label,
            " · ".join(part for part in (one.kind_label, one.code, regions.get(one.region_code or "")) if part),
        )
        for one in found
    ]


def proposed_scale(chosen: Sequence[Place]) -> str | None:
    """One territory speaks for itself; several go up to what holds them all."""
    kinds, regions = {one.kind for one in chosen}, {one.region_code for one in chosen}
    if not chosen:
        return None
    if len(chosen) == 1:
        return ONE_SCALE[chosen[0].kind]
    if len(regions) > 1 or None in regions:
        return "interregional"
    if kinds <= {"commune", "epci"} and len({one.departement_code for one in chosen if one.kind == "commune"}) == 1:
        return "bassin_de_vie"
    return "region"
