"""The pages of bulk edits."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.digits import number_typed
from app.models import Act, BulkEdit
from app.views.bulk.forms import LABELS, form_of, proposed
from app.views.bulk.plan import Plan
from app.views.bulk.queries import BulkLine
from app.views.bulk.selection import Items, Selection
from app.views.bulk.undoing import UndoPlan
from app.views.bulk.words import Choices, asked_in_words
from app.web.forms import BoundForm, fresh
from app.web.templating import render

HERE, PAST = "/projets/lot", "/projets/lots"
PAGE_SIZE = 50
LONG, SECONDS_PER_THOUSAND = 200, 5
MEANWHILE_UNDOING = "Des projets ont changé depuis que cette page est affichée\u202f: rien n’est annulé, relisez-la."
Shown = TypeVar("Shown")


def act_of(items: Items) -> Act | None:
    asked = items.get("acte")
    return Act(asked) if isinstance(asked, str) and asked in set(Act) else None


def choosing(
    request: Request,
    session: Session,
    selection: Selection,
    act: Act | None,
    form: BoundForm[Any] | None,
    choices: Choices,
    status: int = 200,
) -> Response:
    ids = selection.projects(clock.today()).subquery()
    count = 0 if selection.is_empty else session.scalar(select(func.count()).select_from(ids)) or 0
    return render(
        request,
        "views/choose.html",
        status=status,
        selection=selection,
        count=count,
        act=act,
        label=LABELS.get(act, "") if act else "",
        form=form or fresh(form_of(Act.PHASE)),
        options=proposed(act, choices) if act else [],
        acts=[(each, f"{HERE}?{selection.query(('acte', each.value))}") for each in Act],
    )


def preview(
    request: Request,
    selection: Selection,
    form: BoundForm[Any],
    plan: Plan,
    choices: Choices,
    warning: str = "",
    status: int = 200,
) -> Response:
    typed = typed_fields(plan.act, form)
    number, lines, pages = page_of(request, plan.in_order)
    here = f"{HERE}/apercu?"
    return render(
        request,
        "views/preview.html",
        status=status,
        plan=plan,
        asked=asked_in_words(plan.act, plan.value, choices),
        warning=warning,
        lines=[(line, here + selection.but(line.project_id).query(*typed)) for line in lines],
        hidden=[*selection.fields, *typed],
        back=f"{HERE}?{selection.query(('acte', plan.act.value))}",
        form=fresh(form_of(plan.act)),
        seconds=max(1, round(len(plan.changed) * SECONDS_PER_THOUSAND / 1000)) if len(plan.changed) > LONG else 0,
        previous=here + selection.query(*typed, ("page", str(number - 1))) if number > 1 else "",
        next=here + selection.query(*typed, ("page", str(number + 1))) if number < pages else "",
        number=number,
        pages=pages,
    )


def report(request: Request, line: BulkLine, asked: str, plan: UndoPlan) -> Response:
    number, lines, pages = page_of(request, plan.lines)
    here = f"{PAST}/{line.id}?page="
    return render(
        request,
        "views/report.html",
        bulk=line,
        asked=asked,
        lines=lines,
        count=len(plan.lines),
        may_be_undone=any(each.may_be_undone for each in plan.lines),
        previous=f"{here}{number - 1}" if number > 1 else "",
        next=f"{here}{number + 1}" if number < pages else "",
        number=number,
        pages=pages,
    )


def undoing(
    request: Request, bulk: BulkEdit, asked: str, plan: UndoPlan, warning: str = "", status: int = 200
) -> Response:
    """Not paged: what is ticked on it is what is undone."""
    return render(
        request,
        "views/undo.html",
        status=status,
        bulk=bulk,
        asked=asked,
        warning=warning,
        ready=plan.of("ready"),
        touched=plan.of("touched"),
        left=plan.of("left"),
        undone=plan.of("undone"),
        digest=plan.digest,
        form=fresh(form_of(Act(bulk.act))),
    )


def typed_fields(act: Act, form: BoundForm[Any]) -> list[tuple[str, str]]:
    """The act and what it asked, as typed, to carry along."""
    names = form_of(act).model_fields
    return [("acte", act.value), *((name, form.value(name)) for name in names if form.value(name))]


def page_of(request: Request, lines: Sequence[Shown]) -> tuple[int, Sequence[Shown], int]:
    """Its number, its lines, and how many pages there are."""
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    asked = request.query_params.get("page", "")
    number = min(max(number_typed(asked, 5) or 1, 1), pages)
    return number, lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], pages
