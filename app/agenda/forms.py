"""What people fill in about their calendars and their reminders."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from app.agenda.notices.choices import MOST_DAYS
from app.investments.forms import read_tick
from app.models import NoticeSubject, Rhythm
from app.web.forms import FrenchInteger

Tick = Annotated[bool, BeforeValidator(read_tick)]


class FeedForm(BaseModel):
    label: Annotated[str, Field(min_length=1, max_length=80)]
    only_mine: Tick = False


class RemindersForm(BaseModel):
    rhythm: Rhythm
    only_mine: Tick = False
    subjects: list[NoticeSubject] = []
    delays: list[Literal["30", "14", "7", "1", "0"]] = []
    tells_late: Tick = False
    tells_escalations: Tick = False


class EscalationForm(BaseModel):
    days: Annotated[FrenchInteger, Field(ge=0, le=MOST_DAYS)]
