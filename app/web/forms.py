"""A form is a Pydantic model, the raw values typed, and French messages."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app.errors import Refused
from app.web import opened
from app.web.filters import date_fr
from app.web.french import FrenchDate, FrenchDecimal, FrenchInteger, FrenchMoney
from app.web.messages import french
from app.web.posted import Posted, posted
from app.web.raw import RawValues, located, model_input, raw_values, typed
from app.wording import NARROW

__all__ = [
    "BoundForm",
    "FrenchDate",
    "FrenchDecimal",
    "FrenchInteger",
    "FrenchMoney",
    "Posted",
    "bind",
    "faults_on",
    "fresh",
    "posted",
]


Model = TypeVar("Model", bound=BaseModel)


class BoundForm(Generic[Model]):
    """What templates and routes see of a form; `data` is only there when nothing is wrong."""

    def __init__(
        self,
        values: RawValues,
        errors: dict[str, str],
        data: Model | None,
        version: str,
        key: str,
        opened: RawValues | None = None,
    ) -> None:
        self.values = values
        self.opened = opened or {}
        self.errors = errors
        self.version = version
        self.idempotency_key = key
        self._data = data

    @property
    def data(self) -> Model:
        if self._data is None:
            raise RuntimeError("a form with errors has no data")
        return self._data

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    @property
    def opened_with(self) -> str:
        """What its fields held when the page was opened, as one hidden field carries it."""
        return opened.written(self.opened) if self.version and self.opened else ""

    def value(self, name: str) -> str:
        found = self.values.get(name, "")
        return found if isinstance(found, str) else (found[-1] if found else "")

    def list(self, name: str) -> "list[str]":
        return as_list(self.values.get(name, []))

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def refuse(self, name: str, sentence: str) -> None:
        """A fault found after reading: on its field, or on the whole form with an empty name."""
        self.errors.setdefault(name, sentence)


def bind(model: type[Model], form: FormData) -> BoundForm[Model]:
    errors: dict[str, str] = {}
    data: Model | None = None
    try:
        data = model.model_validate(model_input(model, form))
    except ValidationError as faults:
        for fault in faults.errors(include_url=False):
            errors.setdefault(located(form, model, fault["loc"]), french(fault))
    key = _text(form, "idempotency_key") or new_key()
    values = raw_values(form, model)
    values.pop(opened.FIELD, None)
    return BoundForm(values, errors, data, _text(form, "version"), key, opened.read(_text(form, opened.FIELD)))


def fresh(model: type[Model], values: Mapping[str, object] | None = None, version: object = "") -> BoundForm[Model]:
    """The form of a page just opened, filled with a record's values."""
    first = typed(values or {}, as_typed)
    return BoundForm(first, {}, None, str(version), new_key(), first)


@contextmanager
def faults_on(
    form: BoundForm[Model], session: Session, constraints: Mapping[str, tuple[str, str]] | None = None
) -> Iterator[None]:
    """A refused verb, or a violated constraint (name → field and sentence), becomes a message of the form.

    The block runs in a savepoint, so that the page can still be drawn from the database afterwards.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except Refused as refusal:
        form.refuse(refusal.field, refusal.sentence)
    except IntegrityError as fault:
        name = getattr(getattr(fault.orig, "diag", None), "constraint_name", None)
        place = (constraints or {}).get(str(name))
        if place is None:
            raise
        form.refuse(*place)


def as_typed(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "oui"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return date_fr(value)
    if isinstance(value, Decimal):
        exact = value.to_integral_value() if value == value.to_integral_value() else value
        return f"{exact:,f}".replace(",", NARROW).replace(".", ",")
    return str(value)


def as_list(found: str | list[str]) -> list[str]:
    return found if isinstance(found, list) else ([found] if found else [])


def new_key() -> str:
    return secrets.token_urlsafe(18)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
