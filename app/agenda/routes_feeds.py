"""Subscribing to the calendar: the addresses a person made, and what a program reads at one of them."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import place_of
from app.agenda.choice import GENRES, AgendaChoice
from app.agenda.feeds import choice_of, create_feed, feed_of, feeds_of, is_to_touch, revoke_feed, touch
from app.agenda.forms import FeedForm
from app.agenda.ical import calendar_of
from app.agenda.notices.choices import delays_for, reminders_of
from app.agenda.pace import Pace
from app.agenda.queries import ICAL_MOST, for_programs
from app.agenda.words import Entry
from app.db import Reading, Writing, reading, writing
from app.errors import DomainError, NotFound
from app.models import CalendarFeed, Role, User
from app.projects.choices import read_choices
from app.projects.options import Options, all_options
from app.settings import settings
from app.web.auth import ROLE_RIGHTS, Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/calendrier/abonnements"
READS = Pace(60, timedelta(minutes=15))
WRONG = Pace(30, timedelta(minutes=15))
GONE = "Cet abonnement n’existe pas, ou plus."


@router.get(HERE, right=Right.CONSULT)
def feeds(request: Request, session: Reading, visitor: SignedIn) -> Response:
    chosen = AgendaChoice.from_query(request.query_params)
    return _page(request, session, visitor, chosen, fresh(FeedForm, {"only_mine": chosen.mine}))


@router.post(HERE, right=Right.CONSULT)
def create(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    """The address is shown once: sent twice, the form does not show it again."""
    chosen, form, token = AgendaChoice.from_query(request.query_params), bind(FeedForm, posted), ""
    if not form.has_errors:
        with faults_on(form, session):
            given = form.data.model_dump()
            token = create_feed(session, user_id=visitor.id, chosen=chosen, **given, now=clock.now())
    if form.has_errors:
        return _page(request, session, visitor, chosen, form, 422)
    request.state.outcome = HERE
    address = f"{settings().base_url.rstrip('/')}/calendrier/flux/{token}.ics"
    return render(request, "agenda/feed.html", form=form, label=form.data.label, address=address)


@router.post(f"{HERE}/{{feed_id}}/revocation", right=Right.CONSULT)
def revoke(request: Request, session: Writing, visitor: SignedIn, feed_id: int) -> Response:
    revoke_feed(session, user_id=visitor.id, feed_id=feed_id, now=clock.now())
    return redirect(request, HERE, flash="Cet abonnement est révoqué\u202f: son adresse ne répond plus.")


@router.get("/calendrier/flux/{token}.ics", right=Right.PUBLIC)
def feed(request: Request, token: str) -> Response:
    """No cookie is read: the secret of the address is all. What it no longer opens was never there."""
    now, bind = clock.now(), request.app.state.bind
    with reading(bind) as session:
        found = feed_of(session, token)
        session.expunge_all()
    if found is None or Right.CONSULT not in ROLE_RIGHTS[Role(found[1].role)]:
        raise NotFound(GONE) if WRONG.takes(place_of(request).network, now) else _too_often()
    own, user = found
    if not READS.takes(str(own.id), now):
        raise _too_often()
    if is_to_touch(own, now):
        with writing(bind) as session:
            touch(session, own.id, now)
    with reading(bind) as session:
        content = _content(session, own, user)
    return _answer(request, content)


def _content(session: Session, own: CalendarFeed, user: User) -> bytes:
    today = clock.today()
    entries, is_cut = for_programs(session, choice_of(own), user_id=user.id, today=today)
    wanted = reminders_of(session, user)

    def delays(entry: Entry) -> tuple[int, ...]:
        to_come = entry.done_on is None and entry.due_on >= today
        return delays_for(wanted, user.id, kind=entry.kind, referent_id=entry.referent_id) if to_come else ()

    cut = f" Seules les {ICAL_MOST} premières dates y sont\u202f: filtrez pour voir le reste." if is_cut else ""
    return calendar_of(
        entries,
        name=f"Fonds ODD 17 – {own.label}",
        description=f"Le calendrier du Fonds ODD 17, tel que {user.name} peut le voir.{cut}",
        base_url=settings().base_url,
        delays=delays,
    )


def _answer(request: Request, content: bytes) -> Response:
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=0, must-revalidate"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if etag in known:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="fonds-odd17.ics"'
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _too_often() -> DomainError:
    return DomainError(429, "Ce calendrier est lu trop souvent. Attendez un quart d’heure.", title="Trop de lectures")


def _page(
    request: Request,
    session: Session,
    visitor: Visitor,
    chosen: AgendaChoice,
    form: BoundForm[FeedForm],
    status: int = 200,
) -> Response:
    options = all_options(read_choices(session))
    kept = chosen.but(view="mois", day=None, until=None, mine=False)
    return render(
        request,
        "agenda/feeds.html",
        status=status,
        form=form,
        action=kept.address().replace("/calendrier", HERE, 1),
        filters=words_of(kept, options),
        feeds=[(one, words_of(choice_of(one).but(mine=False), options)) for one in feeds_of(session, visitor.id)],
        any_filters=bool(kept.projects.chosen or kept.genre or kept.late),
    )


def words_of(chosen: AgendaChoice, options: Options) -> str:
    """« Hauts-de-France, jalons », « tout le calendrier »."""
    known = [
        next((one.label for one in options.get(name, []) if one.value == value), f"«\u00a0{value}\u00a0»")
        for name, value in chosen.projects.chosen.items()
    ]
    kinds = [GENRES[chosen.genre][0].lower()] if chosen.genre else []
    late = ["en retard seulement"] if chosen.late else []
    return ", ".join([*known, *kinds, *late]) or "tout le calendrier"
