from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from app.accounts.forms import Email
from app.assessments.cells import Content, Typed, Value
from app.assessments.sheet import PRIORITY_PREFIX
from app.digits import number_typed
from app.errors import Refused
from app.models import Moment
from app.web.forms import FrenchDate

SEEN = "seen-"


class CheckedContact(BaseModel):
    """To whom a partner's invitation goes, as checked when the campaign is made."""

    partner: int
    contact_name: Annotated[str, Field(max_length=200)] = ""
    contact_email: Email = ""


class NewCampaign(BaseModel):
    """`start`: opened and each partner written to, opened only, or left in preparation."""

    moment: Moment
    held_on: FrenchDate
    opens_on: FrenchDate | None = None
    closes_on: FrenchDate | None = None
    partners: list[int] = Field(default_factory=list)
    contacts: list[CheckedContact] = Field(default_factory=list)
    start: Literal["inviter", "oui", "preparation"] = "preparation"


class Dates(BaseModel):
    held_on: FrenchDate
    opens_on: FrenchDate | None = None
    closes_on: FrenchDate | None = None


class Invitation(BaseModel):
    partner: int


class Reason(BaseModel):
    reason: str = Field(min_length=1, max_length=1000)


class Publication(BaseModel):
    """The reason is asked from the second publication on."""

    reason: str = Field(default="", max_length=1000)


@dataclass(frozen=True)
class TypedPriority:
    criterion: str
    value: int | None
    seen: int | None


@dataclass(frozen=True)
class TypedGrid:
    cells: list[Typed]
    priorities: list[TypedPriority]


def read_grid(form: FormData) -> TypedGrid:
    """The cells posted, one or all: each is named by its `seen-…` field; what the person did not touch is left out.

    `cell` names those just given: they count even when they say again what the page held, for another tab may have
    changed it meanwhile.
    """
    names = [name.removeprefix(SEEN) for name in form if name.startswith(SEEN)]
    given = frozenset(form.getlist("cell"))
    cells, priorities = [], []
    for name in names:
        kind, _, code = name.partition("-")
        if kind == PRIORITY_PREFIX:
            priority = _priority(form, name, code)
            usual = 1 if priority.seen is None else priority.seen
            if priority.value is not None and (priority.value != usual or name in given):
                priorities.append(priority)
        elif cell := _cell(form, name, kind, code, name in given):
            cells.append(cell)
    return TypedGrid(cells, priorities)


def _cell(form: FormData, name: str, reading: str, code: str, is_given: bool) -> Typed | None:
    version, _, digest = _text(form, SEEN + name).partition(".")
    value = None if _text(form, f"clear-{name}") else _value(_text(form, f"value-{name}"))
    comment = _text(form, f"comment-{name}").replace("\r\n", "\n").strip()
    content = Content(value, _whole(_text(form, f"evidence-{name}")) or 0, comment)
    if content.digest == digest and not is_given:
        return None
    return Typed(reading, code, content, _whole(version) or 0)


def _priority(form: FormData, name: str, criterion: str) -> TypedPriority:
    return TypedPriority(criterion, _whole(_text(form, f"value-{name}")), _whole(_text(form, SEEN + name)))


def _value(text: str) -> Value:
    return text if text in ("NA", "NSP") else _whole(text)


def _whole(text: str) -> int | None:
    if not text:
        return None
    number = number_typed(text, 8)
    if number is None:
        raise Refused("Cette réponse n’est pas l’une de celles que la page propose.")
    return number


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
