"""Contacts of those who spoke of a programme, then their stories and comments. Levels and results are never touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, cast, func, or_, select, union_all, update
from sqlalchemy.orm import Session

from app.models import ProgrammeAnswer, ProgrammeReview, ProgrammeStory, ProgrammeVoice
from app.privacy.retention.counting import rows_of

# The day it was closed; never closed, the day it was held.
OVER: ColumnElement[datetime] = func.coalesce(ProgrammeReview.closed_at, cast(ProgrammeReview.held_on, DateTime(True)))


def over(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(ProgrammeReview.title, ", ", ProgrammeVoice.name)
    return (
        select(ProgrammeVoice.id.label("key"), OVER.label("at"), words.label("words"))
        .join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
        .where(limit > OVER, or_(ProgrammeVoice.contact_name != "", ProgrammeVoice.contact_email != ""))
    )


def forget_contacts(session: Session, limit: datetime) -> int:
    chosen = select(over(limit).subquery().c.key)
    gone = update(ProgrammeVoice).where(ProgrammeVoice.id.in_(chosen))
    version = ProgrammeVoice.version + 1
    return rows_of(session, gone.values(contact_name="", contact_email="", version=version, updated_at=func.now()))


def texts(limit: datetime) -> Select[*tuple[Any, ...]]:
    """Stories and comments alike, one by one."""
    stories = _said(ProgrammeStory, ProgrammeStory.prompt_code, "récit", limit).where(ProgrammeStory.text != "")
    comments = _said(ProgrammeAnswer, ProgrammeAnswer.question_code, "commentaire", limit)
    every = union_all(stories, comments.where(ProgrammeAnswer.comment != "")).subquery()
    return select(every.c.key, every.c.at, every.c.words)


def forget_texts(session: Session, limit: datetime) -> int:
    """An answer that was only a comment stays, blank; what was published says that its words are gone."""
    over = select(ProgrammeVoice.id).join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
    voices = over.where(limit > OVER)
    story = update(ProgrammeStory).where(ProgrammeStory.text != "", ProgrammeStory.voice_id.in_(voices))
    answer = update(ProgrammeAnswer).where(ProgrammeAnswer.comment != "", ProgrammeAnswer.voice_id.in_(voices))
    gone = rows_of(session, story.values(text="", version=ProgrammeStory.version + 1))
    return gone + rows_of(session, answer.values(comment="", version=ProgrammeAnswer.version + 1))


def _said(table: Any, code: Any, what: str, limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(ProgrammeReview.title, ", ", ProgrammeVoice.name, f", {what} ", code)
    key = func.concat_ws("/", what, table.voice_id, code)
    return (
        select(key.label("key"), OVER.label("at"), words.label("words"))
        .select_from(table)
        .join(ProgrammeVoice, ProgrammeVoice.id == table.voice_id)
        .join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
        .where(limit > OVER)
    )
