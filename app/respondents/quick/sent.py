"""The one answer of a request, when it is of the common kind."""

from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import FormData

from app.assessments.cells import Content, Typed
from app.assessments.forms import SEEN, read_grid
from app.errors import Refused
from app.respondents.saving import KEEP
from app.web.csrf import FIELD
from app.web.once import KEY

MOST_FIELDS = 12
NUL = "%00"


class Sent(NamedTuple):
    cell: Typed
    csrf_token: str


def sent_in(body: bytes) -> Sent | None:
    """None for anything else: several answers, a priority, a choice between two, a blank, what does not read."""
    try:
        text = body.decode("ascii")
        form = FormData([*parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)])
        typed = read_grid(form)
    except (ValueError, Refused):
        return None
    if NUL in text or KEY in form or any(name.startswith(KEEP) for name in form):
        return None
    if len(typed.cells) != 1 or typed.priorities or sum(name.startswith(SEEN) for name in form) != 1:
        return None
    (cell,) = typed.cells
    token = form.get(FIELD, "")
    return Sent(cell, token if isinstance(token, str) else "") if cell.content != Content() else None
