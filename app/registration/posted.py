"""Between a posted form and the values kept in a draft."""

from starlette.datastructures import FormData

from app.registration.values import Values
from app.web.opened import FIELD

TRAVELLING = frozenset({"csrf_token", "idempotency_key", "version", "bouton", FIELD})


def read(form: FormData) -> Values:
    """Without what belongs to the sending, nor the zero character, which PostgreSQL refuses."""
    found: Values = {}
    for name, value in form.multi_items():
        if isinstance(value, str) and name not in TRAVELLING:
            found.setdefault(name, []).append(value.replace("\x00", ""))
    return found


def as_form(values: Values) -> FormData:
    return FormData([(name, text) for name, texts in values.items() for text in texts])
