"""Added values and coordination time over the projects chosen, and the lists behind each figure."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.addedvalues import sentences
from app.addedvalues.aggregates import KindSummary, projects_with_values, summaries
from app.addedvalues.coordination import TimeSummary, time_summary
from app.addedvalues.drawing import method_strip, time_strip
from app.addedvalues.forms import KINDS, LEVELS
from app.addedvalues.listing import STATES, Listed, TimeChoice, ValueChoice, list_times, list_values
from app.addedvalues.methods import methods
from app.addedvalues.words import MEANINGS, NO_GRAND_TOTAL, SIDE_BY_SIDE
from app.choice import Choice
from app.db import Reading
from app.kept import kept_of
from app.models import Profile
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/valeurs-ajoutees"


@router.get(HERE, right=Right.CONSULT)
def portfolio(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    kept = kept_of(request, session)
    kinds, times, with_values = kept.get(("values", chosen, clock.today()), lambda: _figures(session, chosen))
    return render(
        request,
        "addedvalues/portfolio.html",
        chosen=chosen,
        options=all_options(read_choices(session)),
        kinds=kinds,
        meanings=MEANINGS,
        strips={own.code: method_strip(own) for kind in kinds for own in kind.methods},
        with_values=with_values,
        times=times,
        time_strip=time_strip(times) if times.said else None,
        sentences=sentences,
        no_grand_total=NO_GRAND_TOTAL,
        beside=SIDE_BY_SIDE,
    )


def _figures(session: Session, chosen: PortfolioFilter) -> tuple[tuple[KindSummary, ...], TimeSummary, int]:
    return summaries(session, chosen), time_summary(session, chosen), projects_with_values(session, chosen)


@router.get(f"{HERE}/liste", right=Right.CONSULT)
def values(request: Request, session: Reading) -> Response:
    chosen, own = PortfolioFilter.from_query(request.query_params), ValueChoice.from_query(request.query_params)
    page = list_values(session, chosen, own, **_place(request))
    return render(
        request,
        "addedvalues/values.html",
        options=all_options(read_choices(session)),
        kinds=KINDS,
        methods=[(method.code, method.label) for method in methods(session)],
        levels=LEVELS,
        **_listed(f"{HERE}/liste", chosen, own, page),
    )


@router.get(f"{HERE}/coordination", right=Right.CONSULT)
def times(request: Request, session: Reading) -> Response:
    chosen, own = PortfolioFilter.from_query(request.query_params), TimeChoice.from_query(request.query_params)
    page = list_times(session, chosen, own, **_place(request))
    profiles = session.query(Profile.code, Profile.label).order_by(Profile.position, Profile.code)
    return render(
        request,
        "addedvalues/times.html",
        options=all_options(read_choices(session)),
        states=STATES,
        profiles=[(row.code, row.label) for row in profiles],
        **_listed(f"{HERE}/coordination", chosen, own, page),
    )


def _place(request: Request) -> dict[str, str]:
    return {"after": request.query_params.get("apres", ""), "before": request.query_params.get("avant", "")}


def _listed(here: str, chosen: PortfolioFilter, own: Choice, page: Listed) -> dict[str, Any]:
    query = chosen.query(**own.chosen)
    return {
        "here": here,
        "chosen": chosen,
        "own": own,
        "page": page,
        "query": f"?{query}" if query else "",
        "previous": f"{here}?{chosen.query(**own.chosen, avant=page.previous)}" if page.previous else "",
        "next": f"{here}?{chosen.query(**own.chosen, apres=page.next)}" if page.next else "",
    }
