"""A mission as a form, the same for the fund and for the organisation: its fields, what they hold, what they become."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app import clock
from app.errors import NotFound
from app.models import User
from app.qualification import service
from app.qualification.forms import UNSAID, AnswerRow, MissionAnswersForm
from app.qualification.queries import Said, Sheet, read_sheet
from app.web.conflict import check_version
from app.web.forms import BoundForm, bind, faults_on, fresh
from evaluation.qualification import LEVELS, Mission

UNSAID_LABEL = "Ne se prononce pas"
Form = BoundForm[MissionAnswersForm]


class Seen(NamedTuple):
    version: str
    updated_at: datetime


@dataclass(frozen=True)
class Screen:
    """One mission of one qualification; `here` and `back` are its address and that of the whole."""

    sheet: Sheet
    mission: Mission
    root: str
    back: str

    @property
    def codes(self) -> list[str]:
        return [own.code for own in self.sheet.version.grid.missions if own.asked]

    @property
    def rank(self) -> int:
        return self.codes.index(self.mission.code) + 1

    @property
    def here(self) -> str:
        return f"{self.root}/{self.mission.code}"

    @property
    def before(self) -> str:
        return f"{self.root}/{self.codes[self.rank - 2]}" if self.rank > 1 else ""

    @property
    def after(self) -> str:
        return f"{self.root}/{self.codes[self.rank]}" if self.rank < len(self.codes) else ""

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """(value, words, help) of each answer."""
        levels = self.sheet.version.grid.levels
        return [*((str(rank), own.label, own.help) for rank, own in enumerate(levels)), (UNSAID, UNSAID_LABEL, "")]

    @property
    def values(self) -> dict[str, object]:
        found: dict[str, object] = {"comment": self.sheet.comments.get(self.mission.code, "")}
        for rank, own in enumerate(self.mission.asked):
            said = self.sheet.said.get(own.code)
            found[f"answers-{rank}-practice"] = own.code
            found[f"answers-{rank}-level"] = "" if said is None else typed_level(said.level)
            found[f"answers-{rank}-evidence"] = said.evidence if said else ""
        return found

    @property
    def labels(self) -> dict[str, str]:
        rows = [(f"answers-{rank}", own.label) for rank, own in enumerate(self.mission.asked)]
        levels = {f"{name}-level": label for name, label in rows}
        evidence = {f"{name}-evidence": f"{label}, ce qui le montre" for name, label in rows}
        return {key: words for pair in zip(levels.items(), evidence.items(), strict=True) for key, words in pair} | {
            "comment": "Commentaire"
        }

    @property
    def fingerprint(self) -> str:
        """A form opened on it meets no conflict when only the rest of the qualification moved."""
        return hashlib.sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()[:16]


def typed_level(level: int | None) -> str:
    return UNSAID if level is None else str(level)


def screen_of(sheet: Sheet, mission: str, root: str, back: str) -> Screen:
    known = sheet.version.grid.mission(mission)
    if known is None or not known.asked:
        raise NotFound("Cette mission n’existe pas dans cette version de la grille.", back, "Revenir")
    return Screen(sheet, known, root, back)


def open_form(screen: Screen) -> Form:
    return fresh(MissionAnswersForm, screen.values, screen.fingerprint)


def save_form(
    session: Session, qualification_id: int, posted: FormData, screen: Callable[[Sheet], Screen], user: User | None
) -> tuple[Screen, Form]:
    """Held first, so that two people never write over each other; the form says what it refuses."""
    service.hold(session, qualification_id)
    shown = screen(read_sheet(session, qualification_id))
    form = bind(MissionAnswersForm, posted)
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


def _said(row: AnswerRow) -> Said:
    return Said(int(row.level) if row.level in set(map(str, range(LEVELS))) else None, row.evidence)


def _refuse_evidence_alone(form: Form, screen: Screen) -> None:
    for rank in range(len(screen.mission.asked)):
        name = f"answers-{rank}"
        if form.value(f"{name}-evidence").strip() and not form.value(f"{name}-level"):
            form.refuse(
                f"{name}-level", "Choisissez un niveau, ou «\u00a0ne se prononce pas\u00a0», pour garder cette phrase."
            )
