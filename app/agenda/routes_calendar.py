"""The calendar in its three views, and a milestone marked as done from it."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.agenda.choice import GENRES, VIEWS, AgendaChoice
from app.agenda.days import days_between
from app.agenda.grid import axis_end, filled, lanes, month_label, other_month, place, quarter_start, quarters, weeks_of
from app.agenda.queries import by_project, count_late, listed
from app.db import Reading, Writing
from app.kept import kept_of
from app.milestones.queries import get_milestone
from app.milestones.service import complete_milestone
from app.models import Milestone, Project, ViewPage
from app.projects.choices import read_choices
from app.projects.options import all_options
from app.views.bar import bar_of, opened_with
from app.web.auth import Right, Router, SignedIn, local_path
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
HERE = "/calendrier"


@router.get(HERE, right=Right.CONSULT)
def calendar(request: Request, session: Reading, visitor: SignedIn) -> Response:
    bar = bar_of(session, visitor.user, ViewPage.CALENDAR, request.url.query)
    if opened := opened_with(request, bar):
        return opened
    chosen, today = AgendaChoice.from_query(request.query_params), clock.today()
    kept = kept_of(request, session)
    view = {"mois": _month, "liste": _list, "projets": _projects}[chosen.view]
    return render(
        request,
        f"agenda/{chosen.view}.html",
        bar=bar,
        chosen=chosen,
        today=today,
        options=kept.get("options", lambda: all_options(read_choices(session))),
        late=kept.counts.get(
            ("retards", *_asked(chosen, visitor.id), today),
            lambda: count_late(session, chosen, user_id=visitor.id, today=today),
        ),
        genres=[("", "Tout"), *((name, label) for name, (label, _) in GENRES.items())],
        views=VIEWS,
        here=_with_query(request),
        **view(request, session, chosen, visitor.id, today),
    )


@router.post(f"{HERE}/jalons/{{milestone_id}}/achevement", right=Right.EDIT)
def complete(request: Request, session: Writing, posted: Posted, visitor: SignedIn, milestone_id: int) -> Response:
    """Done today. Already done meanwhile, its date stays."""
    milestone = session.get(Milestone, milestone_id)
    project = session.get(Project, milestone.project_id) if milestone else None
    milestone = get_milestone(session, project or Project(id=0, code=""), milestone_id)
    back = local_path(str(posted.get("retour", "")), HERE)
    if milestone.done_on is not None:
        return redirect(request, back, flash=f"{milestone.title}\u202f: c’était déjà fait.")
    complete_milestone(session, milestone, done_on=clock.today(), user=visitor.user)
    return redirect(request, back, flash=f"{milestone.title}\u202f: c’est fait.")


def _month(request: Request, session: Session, chosen: AgendaChoice, user_id: int, today: date) -> dict[str, Any]:
    month = (chosen.day or today).replace(day=1)
    weeks = weeks_of(month)
    first, last = weeks[0][0], weeks[-1][-1]
    found = kept_of(request, session).counts.get(
        ("mois", *_asked(chosen, user_id), chosen.late, first, today),
        lambda: days_between(session, chosen, first, last, user_id=user_id, today=today),
    )
    inside = [day for day in found.values() if day.date.month == month.month]
    return {
        "month": month,
        "title": month_label(month),
        "weeks": filled(month, found),
        "count": sum(day.count for day in inside),
        "previous": chosen.but(day=other_month(month, -1)).address(),
        "next": chosen.but(day=other_month(month, 1)).address(),
    }


def _asked(chosen: AgendaChoice, user_id: int) -> tuple[Hashable, ...]:
    """Whose entries, of which projects and kinds: the person counts only when these are its own."""
    return chosen.projects, chosen.kinds, user_id if chosen.mine else None


def _list(request: Request, session: Session, chosen: AgendaChoice, user_id: int, today: date) -> dict[str, Any]:
    query = request.query_params
    after, before = query.get("apres", ""), query.get("avant", "")
    found = listed(session, chosen, user_id=user_id, today=today, after=after, before=before)
    return {
        "entries": found.entries,
        "previous": chosen.address(avant=found.previous) if found.previous else "",
        "next": chosen.address(apres=found.next) if found.next else "",
    }


def _projects(request: Request, session: Session, chosen: AgendaChoice, user_id: int, today: date) -> dict[str, Any]:
    query = request.query_params
    after, before = query.get("apres", ""), query.get("avant", "")
    first = quarter_start(chosen.day or other_month(quarter_start(today), -3))
    lines, page = by_project(
        session, chosen, first, axis_end(first), user_id=user_id, today=today, after=after, before=before
    )
    return {
        "first": first,
        "last": axis_end(first),
        "quarters": quarters(first),
        "lines": lines,
        "place": lambda day: place(day, first),
        "lanes": lambda entries: lanes(entries, first),
        "earlier": chosen.but(day=other_month(first, -3)).address(),
        "later": chosen.but(day=other_month(first, 3)).address(),
        "previous": chosen.address(avant=page.previous) if page.previous else "",
        "next": chosen.address(apres=page.next) if page.next else "",
    }


def _with_query(request: Request) -> str:
    query = request.url.query
    return f"{HERE}?{query}" if query else HERE
