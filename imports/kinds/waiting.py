"""The milestone an instalment waits for: money follows the work."""

from typing import Any

from app.models import InstalmentStatus
from imports.kinds.kind import Decided, ReadRow
from imports.projects.permitted import UNTIL_DONE
from imports.records.entity import Entity, Records, Values
from imports.words import folded

UNKNOWN = "l’intitulé d’un jalon de ce projet, enregistré ou de la feuille des jalons"
SEVERAL = "l’intitulé d’un seul jalon de ce projet\u202f; plusieurs portent celui-ci"
MONEY_GOES = (InstalmentStatus.PAYABLE, InstalmentStatus.PAID)


def by_title(values: Values) -> Any:
    return values["project_id"], folded(values["title"])


def milestone_of(row: ReadRow, project: Any, records: Records) -> Any:
    """The first of that title: `refuse_doubtful_milestone` refuses where several bear it."""
    if row["milestone"] is None:
        return None
    known = records.find("milestone", by_title, (project, folded(row["milestone"])))
    if known is None:
        row.refuse("milestone", UNKNOWN)
        return None
    return known.id


def refuse_doubtful_milestone(decided: Decided, records: Records) -> None:
    """A title that several bear still says the recorded one, when it is one of them."""
    milestone = _milestone(decided, records)
    if milestone is None or "milestone_id" not in decided.changed:
        return
    if len(records.matching("milestone", by_title, by_title(milestone.values))) > 1:
        decided.row.refuse("milestone", SEVERAL)


def check_milestone(decided: Decided, records: Records) -> None:
    """Nothing becomes payable, nor paid, nor paid otherwise, before what it waits for is done."""
    milestone, changed = _milestone(decided, records), decided.changed
    if milestone is None or milestone["done_on"] or decided.after["status"] not in MONEY_GOES:
        return
    if changed & {"status", "paid_on"}:
        _refuse(decided, milestone)


def _refuse(decided: Decided, milestone: Entity) -> None:
    title = milestone["title"]
    if decided.row["paid_on"]:
        decided.row.refuse("paid_on", UNTIL_DONE.format(title=title))
    else:
        decided.row.refuse("status", f"«\u00a0prévue\u00a0» tant que le jalon «\u00a0{title}\u00a0» n’est pas fait")


def _milestone(decided: Decided, records: Records) -> Entity | None:
    return records.get("milestone", decided.after["milestone_id"])
