"""All the gazettes, the latest month first, and preparing one."""

from datetime import date

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.gazette import service
from app.gazette.forms import CONSTRAINTS, MonthForm
from app.gazette.months import Month, month_of, months_back
from app.gazette.queries import HERE, address_of, count_living, gazettes, taken_months
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
NEW = f"{HERE}/nouvelle"
MONTHS = 18


@router.get(HERE, right=Right.CONSULT)
def index(request: Request, session: Reading, apres: str = "", avant: str = "") -> Response:
    rows, page = gazettes(session, after=apres, before=avant)
    return render(
        request,
        "gazette/index.html",
        lines=[(row.Gazette, month_of(row.Gazette.month), row.kept, row.sendings) for row in rows],
        previous=f"{HERE}?avant={page.previous}" if page.previous else "",
        next=f"{HERE}?apres={page.next}" if page.next else "",
        people=count_living(session),
    )


@router.get(NEW, right=Right.EDIT)
def new(request: Request, session: Reading) -> Response:
    months = _months(session)
    return _page(request, months, fresh(MonthForm, {"month": _proposed(months)}))


@router.post(NEW, right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(MonthForm, posted)
    if not form.has_errors:
        month = Month(date.fromisoformat(f"{form.data.month}-01"))
        with faults_on(form, session, CONSTRAINTS):
            made = service.prepare(session, month=month, user=visitor.user, today=clock.today())
            return redirect(
                request, address_of(made), flash="Le mois est écrit depuis les fiches\u202f: relisez-le, il est à vous."
            )
    return _page(request, _months(session), form, 422)


def _months(session: Session) -> list[Month]:
    """Those that have none yet, the latest first."""
    taken = taken_months(session)
    return [month for month in months_back(clock.today(), MONTHS) if month.first not in taken]


def _proposed(months: list[Month]) -> str:
    """The month that is over, rather than the one that has just begun."""
    this = month_of(clock.today())
    over = [month for month in months if month < this]
    return f"{(over or months)[0].first:%Y-%m}" if months else ""


def _page(request: Request, months: list[Month], form: BoundForm[MonthForm], status: int = 200) -> Response:
    choices = [(f"{month.first:%Y-%m}", month.title) for month in months]
    return render(request, "gazette/new.html", status=status, form=form, months=choices)
