"""What a mission sends, from the button or as it is filled: read, kept, refused when someone else would lose by it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app import clock
from app.errors import Conflict
from app.models import User
from app.qualification import service
from app.qualification.forms import AnswerRow, MissionAnswersForm
from app.qualification.queries import Said, Sheet, read_sheet
from app.qualification.screen import Screen
from app.web.conflict import check_version
from app.web.forms import BoundForm, as_typed, bind, faults_on, fresh
from app.web.raw import typed
from evaluation.qualification import LEVELS

ELSEWHERE = (
    "Pas encore enregistré\u00a0: quelqu’un a changé cette mission entre-temps. Le bouton, au bas de la page, montre "
    "les deux versions."
)
Form = BoundForm[MissionAnswersForm]


class Seen(NamedTuple):
    version: str
    updated_at: datetime


def open_form(screen: Screen) -> Form:
    return fresh(MissionAnswersForm, screen.values, screen.fingerprint)


def save_form(
    session: Session, qualification_id: int, posted: FormData, screen: Callable[[Sheet], Screen], user: User | None
) -> tuple[Screen, Form]:
    """Held first, so that two people never write over each other; the form says what it refuses."""
    service.hold(session, qualification_id)
    shown = screen(read_sheet(session, qualification_id))
    form = bind(MissionAnswersForm, posted)
    if _would_undo(form, shown):
        _check(form, shown)
    _refuse_evidence_alone(form, shown)
    if not form.has_errors:
        with faults_on(form, session):
            said = {row.practice: _said(row) for row in form.data.answers if row.level is not None}
            service.save_mission(
                session,
                sheet=shown.sheet,
                mission=shown.mission.code,
                said=said,
                comment=form.data.comment,
                user=user,
                now=clock.now(),
            )
    return (screen(read_sheet(session, qualification_id)) if form.has_errors else shown), form


def keep_as_filled(
    session: Session, qualification_id: int, posted: FormData, screen: Callable[[Sheet], Screen], user: User | None
) -> tuple[Form | None, str]:
    """The form as it is kept now, or none, with what keeps it from being kept."""
    try:
        _, form = save_form(session, qualification_id, posted, screen, user)
    except Conflict:
        return None, ELSEWHERE
    if form.has_errors:
        return None, f"Pas encore enregistré\u00a0: {next(iter(form.errors.values()))}"
    return open_form(screen(read_sheet(session, qualification_id))), ""


def _would_undo(form: Form, shown: Screen) -> bool:
    """Whether a field holds, by someone else, neither what the page opened with nor what it sends."""
    stored = typed(shown.values, as_typed)
    return any(stored[name] not in (form.opened.get(name), _plain(form.value(name))) for name in shown.labels)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _check(form: Form, shown: Screen) -> None:
    words = {value: label for value, label, _ in shown.choices} | {"": "sans réponse"}
    check_version(
        Seen(shown.fingerprint, shown.sheet.record.updated_at),
        form,
        labels=shown.labels,
        current=shown.values,
        action=shown.here,
        back=shown.back,
        by=shown.sheet.by,
        choices={name: words for name in shown.labels if name.endswith("-level")},
    )


def _said(row: AnswerRow) -> Said:
    return Said(int(row.level) if row.level in set(map(str, range(LEVELS))) else None, row.evidence)


def _refuse_evidence_alone(form: Form, screen: Screen) -> None:
    for rank in range(len(screen.mission.asked)):
        name = f"answers-{rank}"
        if form.value(f"{name}-evidence").strip() and not form.value(f"{name}-level"):
            form.refuse(
                f"{name}-level", "Choisissez un niveau, ou «\u00a0ne se prononce pas\u00a0», pour garder cette phrase."
            )
