"""Answers are saved one cell at a time: two tabs on different questions merge, on the same question both are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.assessments.cells import BLANK, Cells, Content, Stored, Typed, Value, check_cell
from app.assessments.gather import grid_of
from app.assessments.queries import respondent_answers
from app.assessments.service.states import open_campaign_of
from app.errors import Conflict, Refused
from app.models import Answer, Campaign, Respondent, RespondentPriority, User
from evaluation import READINGS, Moment


class Saved(NamedTuple):
    """What the database holds after saving, and the cells that someone else changed meanwhile (left as they are)."""

    cells: Cells
    conflicts: tuple[Typed, ...]


class AnswerConflict(Conflict):
    """The same question was answered elsewhere meanwhile."""

    def __init__(self, mine: Typed, theirs: Stored) -> None:
        super().__init__("Cette question a reçu une autre réponse pendant votre saisie.")
        self.mine = mine
        self.theirs = theirs


def save_answer(
    session: Session,
    *,
    respondent: Respondent,
    reading: str,
    question_code: str,
    value: Value,
    evidence: int = 0,
    comment: str = "",
    seen_version: int = 0,
    user: User | None,
    now: datetime,
    invitation_id: int | None = None,
) -> int:
    """The new version of the answer; `AnswerConflict` when it is no longer the one seen."""
    typed = Typed(reading, question_code, Content(value, evidence, comment.strip()), seen_version)
    saved = save_answers(session, respondent=respondent, cells=[typed], user=user, now=now, invitation_id=invitation_id)
    theirs = saved.cells.get(typed.key, BLANK)
    if saved.conflicts:
        raise AnswerConflict(typed, theirs)
    return theirs.version


def save_answers(
    session: Session,
    *,
    respondent: Respondent,
    cells: Sequence[Typed],
    user: User | None,
    now: datetime,
    invitation_id: int | None = None,
) -> Saved:
    """Save what differs from what is stored; the cells in conflict are left as they are and given back.

    `invitation_id`: the partner itself answers; else `user` enters on its behalf. A cell already stored as typed is
    no conflict, whatever version was seen: the first answer was lost on its way.
    """
    campaign = open_campaign_of(session, respondent)
    _require_not_submitted(respondent)
    grid, readings = grid_of(session, campaign.grid_reference), readings_of(campaign)
    for cell in cells:
        check_cell(grid, readings, cell)
    before = stored_cells(session, respondent)
    changed = [cell for cell in cells if cell.content != before.get(cell.key, BLANK).content]
    if not changed:
        return Saved(before, ())
    written = _write(session, [_row(respondent, cell, user, now, invitation_id) for cell in changed])
    after = stored_cells(session, respondent)
    refused = (cell for cell in changed if cell.key not in written)
    return Saved(after, tuple(cell for cell in refused if cell.content != after.get(cell.key, BLANK).content))


def set_priority(
    session: Session,
    *,
    respondent: Respondent,
    criterion_code: str,
    value: int | None,
    user: User | None,
    seen_value: int | None = None,
    check_seen: bool = False,
) -> None:
    """0, 1 or 2; none goes back to the usual priority. 0 makes the criterion's questions « sans objet » (§1)."""
    campaign = open_campaign_of(session, respondent)
    _require_not_submitted(respondent)
    if criterion_code not in grid_of(session, campaign.grid_reference).prioritised_criteria:
        raise Refused("Ce critère ne reçoit pas de priorité.")
    if value not in (None, 0, 1, 2):
        raise Refused("Une priorité vaut 0, 1 ou 2.")
    key = (RespondentPriority.respondent_id == respondent.id, RespondentPriority.criterion_code == criterion_code)
    session.scalar(select(func.pg_advisory_xact_lock(17_000_002, func.hashtext(f"{respondent.id}"))))
    current = session.scalar(select(RespondentPriority.value).where(*key))
    if check_seen and current not in (seen_value, value):
        raise Conflict(_other_priority(criterion_code, current), link=_address(respondent), link_label="Recharger")
    if value is None:
        session.execute(delete(RespondentPriority).where(*key))
        return
    row = {"respondent_id": respondent.id, "criterion_code": criterion_code, "value": value}
    statement = insert(RespondentPriority).values(row)
    session.execute(statement.on_conflict_do_update(constraint="pk_respondent_priority", set_={"value": value}))


def stored_cells(session: Session, respondent: Respondent) -> Cells:
    return {
        (row.reading, row.question_code): Stored(
            Content(row.no_level if row.level is None else row.level, row.evidence, row.comment),
            row.version,
            row.by or "",
            row.answered_at,
            row.own,
        )
        for row in respondent_answers(session, respondent.id)
    }


def readings_of(campaign: Campaign) -> tuple[str, ...]:
    return READINGS[Moment(campaign.moment)]


def _write(session: Session, rows: list[dict[str, object]]) -> set[tuple[str, str]]:
    """One statement; a row changed since it was seen is not touched, and is absent from what is returned."""
    statement = insert(Answer).values(rows)
    new = statement.excluded
    author = ("answered_at", "answered_by_id", "invitation_id")
    columns = ("level", "no_level", "evidence", "comment", "version", *author)
    upsert = statement.on_conflict_do_update(
        constraint="pk_answer",
        set_={name: new[name] for name in columns},
        where=Answer.version == new.version - 1,
    ).returning(Answer.reading, Answer.question_code)
    return {(reading, question) for reading, question in session.execute(upsert)}


def _row(
    respondent: Respondent, cell: Typed, user: User | None, now: datetime, invitation_id: int | None
) -> dict[str, object]:
    value = cell.content.value
    return {
        "respondent_id": respondent.id,
        "reading": cell.reading,
        "question_code": cell.question_code,
        "level": value if isinstance(value, int) else None,
        "no_level": value if isinstance(value, str) else None,
        "evidence": cell.content.evidence,
        "comment": cell.content.comment,
        "version": cell.seen_version + 1,
        "answered_at": now,
        "answered_by_id": user.id if user else None,
        "invitation_id": invitation_id,
    }


def _require_not_submitted(respondent: Respondent) -> None:
    if respondent.submitted_at is not None:
        raise Refused(
            "Cette grille est soumise\u202f: rouvrez-la, avec un motif, pour la corriger.",
            link=_address(respondent),
            link_label="Voir la grille",
        )


def _other_priority(criterion_code: str, current: int | None) -> str:
    shown = "aucune" if current is None else str(current)
    return f"La priorité {criterion_code} a changé pendant votre saisie (maintenant\u00a0: {shown})."


def _address(respondent: Respondent) -> str:
    return f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}"
