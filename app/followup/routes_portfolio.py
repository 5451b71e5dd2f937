"""The follow-up of the whole portfolio: who is silent, everywhere, and one gesture to remind them."""

from itertools import groupby
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.words import MOMENT_OPTIONS
from app.db import Reading, Writing
from app.followup.lines import Line, make_lines
from app.followup.queries import (
    Facts,
    FollowUpChoices,
    FollowUpFilter,
    FollowUpPage,
    follow_up_totals,
    read_choices,
    read_facts,
    read_follow_up,
    silent_ids,
)
from app.followup.queries.portfolio import MAX_LETTERS, CampaignCount
from app.followup.queries.states import STATE_LABELS
from app.followup.routes_letters import NOBODY_TO_REMIND, REMINDER_LEAD, confirmation, remind, ticked_ids
from app.followup.sending import reminding
from app.followup.words import State, closing_words
from app.models import CampaignStatus, Moment, ViewPage
from app.views.bar import bar_of, opened_with
from app.web.auth import Right, Router, SignedIn
from app.web.filters import date_fr, plural
from app.web.forms import Posted, new_key
from app.web.htmx import show_address
from app.web.templating import redirect, render

router = Router()
HERE = "/suivi"
FIRST_ONES = (
    f"Voici les {MAX_LETTERS} dont la campagne se clôt le plus tôt\u00a0: recommencez ensuite pour les suivants."
)


class Group(NamedTuple):
    """The lines of one campaign on a page."""

    id: int
    title: str
    words: str
    status: CampaignStatus
    closing: State | None
    lines: list[Line]


@router.get(HERE, right=Right.CONSULT)
def portfolio(request: Request, session: Reading, visitor: SignedIn) -> Response:
    bar = bar_of(session, visitor.user, ViewPage.FOLLOW_UP, request.url.query)
    if opened := opened_with(request, bar):
        return opened
    query = request.query_params
    chosen = FollowUpFilter.from_query(query)
    after, before = query.get("apres", ""), query.get("avant", "")
    today, kept = clock.today(), request.app.state.keeper_of_answers.now(session)
    totals = kept.counts.get(("suivi", chosen, today), lambda: follow_up_totals(session, chosen, today))
    page = read_follow_up(session, chosen, today=today, totals=totals, after=after, before=before)
    choices = read_choices(session)
    response = render(
        request,
        "followup/portfolio.html",
        block="liste",
        bar=bar,
        chosen=chosen,
        groups=_groups(page, make_lines(session, page.facts, clock.now())),
        shown=len(page.facts),
        totals=page.totals,
        active=_active(chosen, choices),
        choices=choices,
        moments=MOMENT_OPTIONS,
        states=list(STATE_LABELS.items()),
        here=address(chosen, apres=after, avant=before),
        remind_address=f"{HERE}/relance?{chosen.query()}".rstrip("?"),
        previous=address(chosen, avant=page.previous) if page.previous else "",
        next=address(chosen, apres=page.next) if page.next else "",
        new_key=new_key,
    )
    show_address(response, address(chosen, apres=after, avant=before))
    return response


@router.get("/suivi/relance", right=Right.EVALUATE)
def ask_to_remind(request: Request, session: Reading) -> Response:
    chosen, now = FollowUpFilter.from_query(request.query_params), clock.now()
    found = silent_ids(session, chosen, clock.today())
    ids, more = found[:MAX_LETTERS], len(found) > MAX_LETTERS
    return confirmation(
        request,
        reminding(make_lines(session, read_facts(session, ids), now), now),
        title="Relancer les silencieux",
        lead=REMINDER_LEAD,
        button="Envoyer les relances",
        nobody=NOBODY_TO_REMIND,
        action=f"{HERE}/relance",
        trail=[("Évaluations", "/campagnes"), ("Suivi", address(chosen))],
        by_project=True,
        note=FIRST_ONES if more else "",
    )


@router.post("/suivi/relance", right=Right.EVALUATE)
def remind_them(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    ids = sorted(set(ticked_ids(posted)))
    lines = make_lines(session, read_facts(session, ids), clock.now())
    return redirect(request, HERE, flash=remind(session, lines, visitor))


def address(chosen: FollowUpFilter, **cursor: str) -> str:
    query = chosen.query(**cursor)
    return f"{HERE}?{query}" if query else HERE


def _groups(page: FollowUpPage, lines: list[Line]) -> list[Group]:
    return [_group(page, list(own)) for _, own in groupby(lines, key=lambda line: line.facts.campaign_id)]


def _group(page: FollowUpPage, lines: list[Line]) -> Group:
    first = lines[0].facts
    closing = closing_words(first.closes_on, first.is_open, clock.today())
    return Group(
        first.campaign_id,
        first.title,
        _words(first, page.counts[first.campaign_id], closing),
        first.status,
        closing,
        lines,
    )


def _words(facts: Facts, counted: CampaignCount, closing: State | None) -> str:
    """« in itinere · 2 soumises sur 5 · clôture le 12/12/2026 »: the day itself while it is far."""
    parts = [Moment(facts.moment).label, f"{plural(counted.submitted, 'soumise', 'soumises')} sur {counted.invited}"]
    if facts.is_open and facts.closes_on and closing is None:
        parts.append(f"clôture le {date_fr(facts.closes_on)}")
    return " · ".join(parts)


def _active(chosen: FollowUpFilter, choices: FollowUpChoices) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    words = {
        "etat": STATE_LABELS,
        "moment": dict(MOMENT_OPTIONS),
        "region": dict(choices.regions),
        "programme": dict(choices.programmes),
        "q": {chosen.q: f"«\u00a0{chosen.q}\u00a0»"},
    }
    return [(words[name].get(value, value), address(chosen.without(name))) for name, value in chosen.chosen.items()]
