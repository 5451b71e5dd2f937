"""An export kept, as it is filled in."""

import re
from typing import Annotated

from pydantic import Field

from app.exchanges.reports.forms import LABELS as REPORT_LABELS
from app.exchanges.reports.forms import ReportForm, values_of
from app.exchanges.reports.issuing.service import Recipient, Wanted
from app.exchanges.reports.saved.service import Kept
from app.models import DateRule, SavedExport, Schedule
from app.projects.filters import PortfolioFilter
from app.web.forms import BoundForm

MOST_RECIPIENTS = 30
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]*)>\s*")
LABELS = {
    "name": "Nom",
    **REPORT_LABELS,
    "date_rule": "Chiffres arrêtés à",
    "schedule": "Part tout seul",
    "weekday": "Jour de la semaine",
    "monthday": "Jour du mois",
    "recipients": "Destinataires",
    "message": "Message",
    "is_shared": "Partagé",
}
NO_DAY = "Dites quel jour."
NO_FIXED_DAY = "Dites à quelle date les chiffres s’arrêtent."
NO_RECIPIENT = "Un export qui part tout seul a besoin d’au moins une adresse."


class SavedForm(ReportForm):
    """`recipients`: one a line, « Fondation Horizon <suivi@fondation.example> » or the address alone."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    date_rule: DateRule = DateRule.THAT_DAY
    schedule: Schedule = Schedule.NONE
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    monthday: Annotated[int, Field(ge=1, le=31)] | None = None
    recipients: Annotated[str, Field(max_length=6000)] = ""
    message: Annotated[str, Field(max_length=4000)] = ""
    is_shared: bool = False


def kept_in(form: BoundForm[SavedForm], filters: PortfolioFilter) -> Kept | None:
    """None when something is missing, which the form then says."""
    data = form.data
    day = {Schedule.NONE: None, Schedule.WEEKLY: data.weekday}.get(data.schedule, data.monthday)
    if data.schedule is not Schedule.NONE and day is None:
        form.refuse("weekday" if data.schedule is Schedule.WEEKLY else "monthday", NO_DAY)
    if data.date_rule is DateRule.FIXED and data.arrete_le is None:
        form.refuse("arrete_le", NO_FIXED_DAY)
    recipients = recipients_in(form)
    if data.schedule is not Schedule.NONE and not recipients:
        form.refuse("recipients", NO_RECIPIENT)
    if form.has_errors:
        return None
    wanted = data.wanted(filters)
    return Kept(data.name, wanted, data.date_rule, data.schedule, day, recipients, data.message, data.is_shared)


def recipients_in(form: BoundForm[SavedForm]) -> list[Recipient]:
    """Each address once; the first that cannot be one is told with its line."""
    found: dict[str, Recipient] = {}
    for number, line in enumerate(form.data.recipients.splitlines(), 1):
        if not line.strip():
            continue
        named = NAMED.fullmatch(line)
        email = (named["email"] if named else line).strip()
        if not ADDRESS.fullmatch(email):
            form.refuse("recipients", f"Ligne {number}\u00a0: «\u00a0{line.strip()}\u00a0» n’est pas une adresse.")
        found.setdefault(email.lower(), Recipient(email, named["name"] if named else ""))
    if len(found) > MOST_RECIPIENTS:
        form.refuse("recipients", f"{MOST_RECIPIENTS} destinataires au plus\u00a0: au-delà, faites un second export.")
    return list(found.values())


def recipients_written(recipients: list[dict[str, str]]) -> str:
    lines = (f"{each['name']} <{each['email']}>" if each["name"] else each["email"] for each in recipients)
    return "\n".join(lines)


def saved_values(saved: SavedExport, wanted: Wanted) -> dict[str, object]:
    """`wanted.choice.as_of`: the fixed day."""
    weekly = saved.schedule == Schedule.WEEKLY
    return values_of(wanted) | {
        "name": saved.name,
        "date_rule": saved.date_rule,
        "schedule": saved.schedule,
        "weekday": saved.schedule_day if weekly else None,
        "monthday": None if weekly else saved.schedule_day,
        "recipients": recipients_written(saved.recipients),
        "message": saved.message,
        "is_shared": saved.is_shared,
    }
