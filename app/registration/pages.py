"""What the page of a step shows beside its form."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.projects.queries import deduce_region, places
from app.registration import queries
from app.registration.guide import Guide, Kept
from app.registration.organisations import Found, known_by_siren, proposals
from app.registration.places import chosen_territories, proposed_scale, territory_choices
from app.registration.steps import STEPS, Step, before, number_of
from app.registration.values import row, row_numbers, text
from app.web.french import parse_money
from app.web.templating import render

Context = dict[str, Any]


@dataclass(frozen=True)
class RowShown:
    """One row of a step: its number, and the organisations to choose from while it is not settled."""

    number: int
    is_filled: bool
    choices: list[Found]
    may_create: bool = True
    is_new: bool = False


def step_page(request: Request, session: Session, guide: Guide, step: Step, focus: str = "") -> Response:
    kept, steps = guide.step(step.slug), guide.steps()  # read before the faults of this one are put aside
    if not kept.is_checked:
        kept.form.errors.clear()
    return render(
        request,
        f"registration/{step.slug}.html",
        draft=guide.draft,
        steps=steps,
        step=step,
        number=number_of(step),
        steps_count=len(STEPS) + 1,
        previous=before(step),
        form=kept.form,
        focus_last=bool(focus),
        **CONTEXTS[step.slug](session, guide, kept),
    )


def project_context(session: Session, guide: Guide, kept: Kept) -> Context:
    return {"choices": queries.project_choices(session)}


def territory_context(session: Session, guide: Guide, kept: Kept) -> Context:
    chosen = kept.form.list("territory_ids")
    regions, scales = queries.regions(session), queries.scales(session)
    region, scale = deduce_region(session, chosen), proposed_scale(places(session, chosen))
    return {
        "chosen": chosen_territories(session, chosen),
        "found": territory_choices(session, kept.form.value("lieu").strip(), chosen),
        "regions": regions,
        "scales": scales,
        "deduced_region": dict(regions).get(region or "", ""),
        "proposed_scale": dict(scales).get(scale or "", ""),
    }


def partners_context(session: Session, guide: Guide, kept: Kept) -> Context:
    roles = [(code, label) for code, label in queries.roles(session) if code != "porteur"]
    return {"rows": _organisation_rows(session, kept), "profiles": queries.profiles(session), "roles": roles}


def amount_context(session: Session, guide: Guide, kept: Kept) -> Context:
    return {}


def funders_context(session: Session, guide: Guide, kept: Kept) -> Context:
    rows = _organisation_rows(session, kept)
    return {"rows": rows, "profiles": queries.profiles(session)} | _sum(guide, kept)


def instalments_context(session: Session, guide: Guide, kept: Kept) -> Context:
    return {"rows": _rows(kept), "kind_labels": dict(queries.milestone_kinds(session))} | _sum(guide, kept)


def milestones_context(session: Session, guide: Guide, kept: Kept) -> Context:
    kinds = queries.milestone_kinds(session)
    shown = {"rows": _rows(kept), "kinds": kinds, "kind_labels": dict(kinds), "amount": guide.amount}
    return shown | {"referents": queries.referents(session)}


CONTEXTS: dict[str, Callable[[Session, Guide, Kept], Context]] = {
    "projet": project_context,
    "territoire": territory_context,
    "partenaires": partners_context,
    "montant": amount_context,
    "financeurs": funders_context,
    "tranches": instalments_context,
    "jalons": milestones_context,
}


def _rows(kept: Kept) -> list[RowShown]:
    """The rows typed, then a blank one."""
    numbers = row_numbers(kept.values, kept.step.group)
    following = max(numbers, default=-1) + 1
    return [*(RowShown(number, True, []) for number in numbers), RowShown(following, False, [])]


def _organisation_rows(session: Session, kept: Kept) -> list[RowShown]:
    found = []
    for shown in _rows(kept):
        fields = row(kept.values, kept.step.group, shown.number)
        name, identifier = text(fields, "name"), text(fields, "organisation_id")
        known = known_by_siren(session, text(fields, "siren")) if identifier == "new" else None
        unsettled = bool(name) and not identifier
        choices = [known] if known else proposals(session, name) if unsettled else []
        found.append(RowShown(shown.number, shown.is_filled, choices, known is None, identifier == "new" or unsettled))
    if kept.step.fixed_rows and not found[0].is_filled:
        found.append(RowShown(1, False, []))
    return found


def _sum(guide: Guide, kept: Kept) -> Context:
    """What the rows add up to, as far as they can be read; no total while the amount is not known."""
    total = guide.amount.amount if guide.amount else None
    typed = [text(row(kept.values, kept.step.group, n), "amount") for n in row_numbers(kept.values, kept.step.group)]
    return {"amount": guide.amount, "total": total, "spread": sum(map(_readable, typed), Decimal(0))}


def _readable(typed: str) -> Decimal:
    try:
        return Decimal(parse_money(typed)) if typed else Decimal(0)
    except PydanticCustomError:
        return Decimal(0)
