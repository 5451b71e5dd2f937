"""What the filters and the forms of projects propose, each in one query."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, cast, literal, select, union_all
from sqlalchemy.orm import Session

from app.models import (
    Allocation,
    CommonObjective,
    Domain,
    Engineering,
    InnovationPhase,
    ListValue,
    Organisation,
    PartnershipCategory,
    PartnershipMode,
    Programme,
    Project,
    Region,
    Scale,
    SustainableGoal,
    User,
)
from app.projects.referents import may_follow

FILTER_LISTS: dict[str, type[ListValue]] = {
    "region": Region,
    "domaine": Domain,
    "phase": InnovationPhase,
    "categorie": PartnershipCategory,
}
FORM_LISTS: dict[str, type[ListValue]] = {
    "region_code": Region,
    "scale_code": Scale,
    "phase_code": InnovationPhase,
    "category_code": PartnershipCategory,
    "mode_code": PartnershipMode,
    "objective_code": CommonObjective,
    "engineering_code": Engineering,
    "domain_codes": Domain,
    "goal_codes": SustainableGoal,
}

Part = Select[*tuple[Any, ...]]
ACTIVE, FIRST = literal(True), literal(0)


class Choice(NamedTuple):
    """A retired value is not `active`: it is only shown where it is already used."""

    name: str
    value: str
    label: str
    active: bool


def read_choices(session: Session) -> dict[str, list[Choice]]:
    """Of the filters of the portfolio."""
    return _read(session, _filters_statement(), ("programme", "financeur", "referent", *FILTER_LISTS))


@cache
def _filters_statement() -> Part:
    funders = _five(literal("financeur"), cast(Organisation.id, Text), Organisation.name).where(
        Organisation.id.in_(select(Allocation.funder_id))
    )
    programmes = _five(literal("programme"), Programme.code, Programme.title)
    followers = _five(literal("referent"), cast(User.id, Text), User.name).where(
        User.id.in_(select(Project.referent_id))
    )
    return _together({"programme": programmes, "financeur": funders, "referent": followers} | _lists(FILTER_LISTS))


def form_choices(session: Session) -> dict[str, list[Choice]]:
    """Modes are named with their category, since one goes with the other."""
    return _read(session, _forms_statement(), (*FORM_LISTS, "programme_id", "referent_id"))


@cache
def _forms_statement() -> Part:
    programmes = _five(literal("programme_id"), cast(Programme.id, Text), Programme.title)
    modes = _five(
        literal("mode_code"),
        PartnershipMode.code,
        PartnershipCategory.label + "\u00a0: " + PartnershipMode.label,
        PartnershipMode.active,
        PartnershipCategory.position * 1000 + PartnershipMode.position,
    ).join(PartnershipCategory, PartnershipCategory.code == PartnershipMode.category_code)
    referents = _five(literal("referent_id"), cast(User.id, Text), User.name, may_follow).where(
        may_follow | User.id.in_(select(Project.referent_id))
    )
    return _together(_lists(FORM_LISTS) | {"programme_id": programmes, "mode_code": modes, "referent_id": referents})


def _lists(lists: Mapping[str, type[ListValue]]) -> dict[str, Part]:
    return {
        name: _five(literal(name), kind.code, kind.label, kind.active, kind.position) for name, kind in lists.items()
    }


def _five(name: Any, value: Any, label: Any, active: Any = ACTIVE, place: Any = FIRST) -> Part:
    columns: list[ColumnElement[Any]] = [name, value, label, active, place]
    return select(*columns)


def _together(parts: Mapping[str, Part]) -> Part:
    names = ("name", "value", "label", "active", "place")
    labelled = [
        part.with_only_columns(*(column.label(name) for column, name in zip(part.selected_columns, names, strict=True)))
        for part in parts.values()
    ]
    found = union_all(*labelled).subquery("choices")
    return select(found).order_by(*(found.c[name] for name in ("name", "place", "label", "value")))


def _read(session: Session, statement: Part, names: Iterable[str]) -> dict[str, list[Choice]]:
    choices: dict[str, list[Choice]] = {name: [] for name in names}
    for row in session.execute(statement):
        choices[row.name].append(Choice(row.name, row.value, row.label, row.active))
    return choices
