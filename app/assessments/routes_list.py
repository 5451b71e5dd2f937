"""The list of campaigns."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row, select
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import CampaignFilters, list_campaigns
from app.assessments.queries.campaigns import Cursor
from app.assessments.words import MOMENT_OPTIONS, STATUS_OPTIONS, late_words, since_words
from app.db import Reading
from app.kept import kept_of
from app.models import CampaignStatus, Moment, Region, ViewPage
from app.views.bar import bar_of, opened_with
from app.web.auth import Right, Router, SignedIn
from app.web.templating import render

router = Router()
HOME = "/campagnes"
INTERREGIONAL = ("interregional", "Interrégional ou national")


@router.get("/campagnes", right=Right.CONSULT)
def campaigns(
    request: Request,
    session: Reading,
    visitor: SignedIn,
    moment: str = "",
    statut: str = "",
    projet: str = "",
    region: str = "",
    q: str = "",
    apres: str = "",
    avant: str = "",
) -> Response:
    bar = bar_of(session, visitor.user, ViewPage.CAMPAIGNS, request.url.query)
    if opened := opened_with(request, bar):
        return opened
    filters = CampaignFilters(moment, statut, projet, region, q.strip())
    page = list_campaigns(session, filters, kept_of(request, session), after=_cursor(apres), before=_cursor(avant))
    query = select(Region.code, Region.label).order_by(Region.position, Region.code)
    regions = [*((row.code, row.label) for row in session.execute(query)), INTERREGIONAL]
    chosen = {"moment": moment, "statut": statut, "projet": projet, "region": region, "q": filters.text}
    today = clock.today()
    return render(
        request,
        "assessments/list.html",
        bar=bar,
        rows=[(row, Moment(row.moment), CampaignStatus(row.status), _times(row, today)) for row in page.rows],
        total=page.total,
        chosen=chosen,
        active=_active(chosen, dict(regions)),
        moments=MOMENT_OPTIONS,
        statuses=STATUS_OPTIONS,
        regions=regions,
        previous=_address(chosen, avant=_key(page.previous)) if page.previous else "",
        next=_address(chosen, apres=_key(page.next)) if page.next else "",
    )


def _times(row: Row[*tuple[Any, ...]], today: date) -> tuple[str, str]:
    """(since when, how late)."""
    return since_words(row.status, row.since, today), late_words(row.status, row.closes_on, today)


def _active(chosen: dict[str, str], regions: dict[str, str]) -> list[tuple[str, str]]:
    """What filters the list, each with the address of the list without it."""
    words = {
        "moment": dict(MOMENT_OPTIONS),
        "statut": dict(STATUS_OPTIONS),
        "region": regions,
    }
    return [
        (words.get(name, {}).get(value, value), _address(chosen | {name: ""}))
        for name, value in chosen.items()
        if value
    ]


def _address(chosen: dict[str, str], **more: str) -> str:
    given = {name: value for name, value in (chosen | more).items() if value}
    return f"{HOME}?{urlencode(given)}" if given else HOME


def _key(cursor: Cursor | None) -> str:
    return f"{cursor[0].isoformat()}_{cursor[1]}" if cursor else ""


def _cursor(text: str) -> Cursor | None:
    """An address typed by hand that does not read starts the list again."""
    day, _, number = text.partition("_")
    try:
        return (date.fromisoformat(day), int(number)) if number.isdigit() and len(number) < 18 else None
    except ValueError:
        return None
