"""What each act would make of one project: what it holds, what it would hold, or why not. Values in, values out."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from app.models import Act, ProjectStatus
from app.projects.status import next_status
from app.views.bulk.rows import Row

COLUMNS = {
    Act.REFERENT: "referent_id",
    Act.PROGRAMME: "programme_id",
    Act.PHASE: "phase_code",
    Act.CATEGORY: "category_code",
    Act.CHARTER: "charter_version",
    Act.STATUS: "status",
}

LISTS = {
    Act.REFERENT: "referent_id",
    Act.PROGRAMME: "programme_id",
    Act.PHASE: "phase_code",
    Act.CATEGORY: "category_code",
    Act.ADD_DOMAIN: "domain_codes",
    Act.REMOVE_DOMAIN: "domain_codes",
}
"""The lists of the forms of projects that they draw from."""


class Outcome(NamedTuple):
    """Nothing to do when `before` is `after`; `refusal` is a sentence."""

    before: Any
    after: Any
    refusal: str = ""


def decide(act: Act, value: dict[str, Any], row: Row, modes: dict[str, tuple[str, str]]) -> Outcome:
    """`modes`: code → its category and its name, for those that a change of category would contradict."""
    return DECIDERS[act](act, value, row, modes)


def _column(act: Act, value: dict[str, Any], row: Row, _modes: Any) -> Outcome:
    return Outcome(getattr(row.project, COLUMNS[act]), value["value"])


def _category(act: Act, value: dict[str, Any], row: Row, modes: dict[str, tuple[str, str]]) -> Outcome:
    found = _column(act, value, row, modes)
    category, label = modes.get(row.project.mode_code or "", (found.after, ""))
    if category != found.after:
        return found._replace(refusal=f"Son mode, «\u00a0{label}\u00a0», est d’une autre catégorie.")
    return found


def _charter(act: Act, value: dict[str, Any], row: Row, modes: Any) -> Outcome:
    found = _column(act, value, row, modes)
    signed = row.project.charter_signed_on
    if signed and found.after != found.before:
        return found._replace(refusal=f"Sa charte, version {found.before}, est signée depuis le {signed:%d/%m/%Y}.")
    return found


def _add_domain(_act: Act, value: dict[str, Any], row: Row, _modes: Any) -> Outcome:
    return Outcome(list(row.domains), sorted({*row.domains, value["value"]}))


def _remove_domain(_act: Act, value: dict[str, Any], row: Row, _modes: Any) -> Outcome:
    return Outcome(list(row.domains), [code for code in row.domains if code != value["value"]])


def _milestone(_act: Act, value: dict[str, Any], row: Row, _modes: Any) -> Outcome:
    project = row.project
    if project.status == ProjectStatus.ABANDONNE:
        return Outcome(None, None, "Le projet est abandonné.")
    if value["due_on"]:
        day = date.fromisoformat(value["due_on"])
    elif project.starts_on:
        day = months_after(project.starts_on, value["months"])
    else:
        return Outcome(None, None, "Le projet n’a pas de date de début.")
    after = {"kind": value["kind"], "title": value["title"], "due_on": day.isoformat()}
    return Outcome(after, after) if (value["kind"], day) in row.milestones else Outcome(None, after)


def _status(_act: Act, value: dict[str, Any], row: Row, _modes: Any) -> Outcome:
    """What is missing before the move is looked up apart, for those that may make it."""
    before, after = row.project.stage, ProjectStatus(value["value"])
    if before is after or next_status(before) is after:
        return Outcome(str(before), str(after))
    sentence = f"Un projet «\u00a0{before.label}\u00a0» ne passe pas à «\u00a0{after.label}\u00a0» en une étape."
    return Outcome(str(before), str(after), sentence)


def months_after(start: date, months: int) -> date:
    """The same day of the month, or its last one."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


DECIDERS: dict[Act, Callable[[Act, dict[str, Any], Row, dict[str, tuple[str, str]]], Outcome]] = {
    Act.REFERENT: _column,
    Act.PROGRAMME: _column,
    Act.PHASE: _column,
    Act.CATEGORY: _category,
    Act.CHARTER: _charter,
    Act.ADD_DOMAIN: _add_domain,
    Act.REMOVE_DOMAIN: _remove_domain,
    Act.MILESTONE: _milestone,
    Act.STATUS: _status,
}
