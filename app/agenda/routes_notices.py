"""My reminders: which, when, of which projects; and how late a milestone is before colleagues are told."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.agenda.forms import EscalationForm, RemindersForm
from app.agenda.notices.choices import (
    DELAYS,
    MANAGERS,
    Reminders,
    choose,
    escalation_days,
    reminders_of,
    set_escalation_days,
)
from app.agenda.notices.finding import things, to_escalate, to_tell
from app.agenda.notices.letters import preview
from app.db import Reading, Writing
from app.models import NoticeSubject, Rhythm
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/mon-compte/rappels"
RHYTHMS = [
    (Rhythm.DAILY.value, "Chaque matin", "dès 7 heures, les jours où il y a quelque chose à dire"),
    (Rhythm.WEEKLY.value, "Le lundi matin", "un seul courriel pour la semaine"),
    (Rhythm.NONE.value, "Jamais", "le calendrier reste là"),
]


@router.get(HERE, right=Right.CONSULT)
def reminders(request: Request, session: Reading, visitor: SignedIn) -> Response:
    wanted = reminders_of(session, visitor.user)
    return _page(request, session, visitor, wanted, _of(wanted))


@router.post(HERE, right=Right.CONSULT)
def save(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(RemindersForm, posted)
    if not form.has_errors and form.data.rhythm != Rhythm.NONE and not form.data.subjects:
        form.refuse("subjects", "Choisissez au moins une chose à rappeler, ou «\u00a0Jamais\u00a0».")
    if form.has_errors:
        return _page(request, session, visitor, reminders_of(session, visitor.user), form, status=422)
    choose(session, user_id=visitor.id, wanted=_wanted(form.data, visitor))
    return redirect(request, HERE, flash="Vos rappels sont enregistrés.")


@router.post(f"{HERE}/retards", right=Right.ADMIN)
def escalate(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(EscalationForm, posted)
    if form.has_errors:
        wanted = reminders_of(session, visitor.user)
        return _page(request, session, visitor, wanted, _of(wanted), late=form, status=422)
    set_escalation_days(session, days=form.data.days)
    return redirect(request, HERE, flash="Le délai des retards est enregistré.")


def _wanted(data: RemindersForm, visitor: Visitor) -> Reminders:
    return Reminders(
        data.rhythm,
        data.only_mine,
        frozenset(data.subjects),
        tuple(int(delay) for delay in data.delays),
        data.tells_late,
        data.tells_escalations and visitor.role in MANAGERS,
    )


def _of(wanted: Reminders) -> BoundForm[RemindersForm]:
    values: dict[str, Any] = {
        name: getattr(wanted, name) for name in ("rhythm", "only_mine", "tells_late", "tells_escalations")
    }
    return fresh(
        RemindersForm,
        values | {"subjects": sorted(wanted.subjects), "delays": [str(delay) for delay in wanted.delays]},
    )


def _page(
    request: Request,
    session: Session,
    visitor: Visitor,
    wanted: Reminders,
    form: BoundForm[RemindersForm],
    late: BoundForm[EscalationForm] | None = None,
    status: int = 200,
) -> Response:
    today, days = clock.today(), escalation_days(session)
    found = things(session, today)
    told = to_tell(found, wanted, visitor.id, today)
    escalated = to_escalate(found, wanted, visitor.id, days, today)
    return render(
        request,
        "agenda/reminders.html",
        status=status,
        form=late if late is not None and late.has_errors else form,
        reminders=form,
        late=late or fresh(EscalationForm, {"days": days}),
        days=days,
        rhythms=RHYTHMS,
        subjects=[(one.value, one.label) for one in NoticeSubject],
        delays=[(str(delay), words.capitalize()) for delay, words in DELAYS.items()],
        manages=visitor.role in MANAGERS,
        groups=preview(session, told, escalated, today),
    )
