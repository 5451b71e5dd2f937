"""A form: what people type, what the program reads, what they are told."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

import pytest
from pydantic import BaseModel, Field, model_validator
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app.errors import Refused
from app.models.user import User
from app.web.forms import (
    BoundForm,
    FrenchDate,
    FrenchDecimal,
    FrenchInteger,
    FrenchMoney,
    bind,
    faults_on,
    fresh,
)
from tests.factories import a_user


class Colour(StrEnum):
    RED = "rouge"
    BLUE = "bleu"


class Row(BaseModel):
    label: Annotated[str, Field(min_length=1)]
    amount: FrenchMoney


class Sheet(BaseModel):
    title: Annotated[str, Field(min_length=3, max_length=10)] = "sans titre"
    amount: Annotated[FrenchMoney, Field(ge=0, le=1000)] | None = None
    rate: FrenchDecimal | None = None
    count: FrenchInteger | None = None
    day: Annotated[FrenchDate, Field(ge=date(2020, 1, 1))] | None = None
    colour: Colour | None = None
    kind: Literal["a", "b"] | None = None
    agreed: bool = False
    themes: Annotated[list[str], Field(max_length=2)] = []
    instalments: list[Row] = []

    @model_validator(mode="after")
    def amount_goes_with_a_day(self) -> Self:
        if self.count == 13:
            raise ValueError("Treize porte malheur.")
        return self


class Needed(BaseModel):
    title: str
    day: FrenchDate
    colour: Colour
    themes: Annotated[list[str], Field(min_length=1)]


def sheet(*fields: tuple[str, str]) -> BoundForm[Sheet]:
    return bind(Sheet, FormData(list(fields)))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12000", "12000"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1\u00a0234,50 €", "1234.50"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0 €", "0"),
        ("12 euros", "12"),
        (",5", "0.5"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, read: str) -> None:
    class One(BaseModel):
        amount: FrenchMoney

    assert bind(One, FormData([("amount", typed)])).data.amount == Decimal(read)


@pytest.mark.parametrize(
    "typed", ["douze", "12k€", "1,2,3", "1,234.5", "1.234", "NaN", "Infinity", "1e5", "--1", "٣", "9" * 40]
)
def test_what_is_not_an_amount_is_refused_in_french(typed: str) -> None:
    message = sheet(("amount", typed)).error("amount")
    assert message is not None
    assert message.startswith("Écrivez")


@pytest.mark.parametrize("typed", ["05/09/2026", "5/9/2026", "05.09.2026", "05-09-2026", "05 09 2026", "2026-09-05"])
def test_dates_are_read_as_people_write_them(typed: str) -> None:
    assert sheet(("day", typed)).data.day == date(2026, 9, 5)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "ab", "Écrivez au moins 3 caractères."),
        ("title", "a" * 11, "Écrivez 10 caractères au plus."),
        ("amount", "-1", "Écrivez au moins 0."),
        ("amount", "1000,01", "Écrivez au plus 1\u202f000."),
        ("amount", "1,234", "Écrivez au plus deux chiffres après la virgule."),
        ("rate", "beaucoup", "Écrivez un nombre, par exemple 1\u202f234,5."),
        ("count", "1,5", "Écrivez un nombre entier, sans virgule."),
        ("day", "31/02/2026", "Cette date n’existe pas dans le calendrier."),
        ("day", "demain", "Écrivez une date au format JJ/MM/AAAA, par exemple 05/09/2026."),
        ("day", "31/12/2019", "Écrivez une date à partir du 01/01/2020."),
        ("colour", "vert", "Choisissez une des réponses proposées."),
        ("kind", "c", "Choisissez une des réponses proposées."),
        ("agreed", "peut-être", "Répondez par oui ou par non."),
    ],
)
def test_each_fault_is_said_in_french_on_its_field(field: str, typed: str, said: str) -> None:
    form = sheet((field, typed))
    assert form.errors == {field: said}
    assert form.value(field) == typed


def test_a_blank_answer_is_no_answer() -> None:
    form = bind(Needed, FormData([("title", "  "), ("day", ""), ("themes", "")]))
    assert form.errors == {
        "title": "Renseignez ce champ.",
        "day": "Renseignez ce champ.",
        "colour": "Renseignez ce champ.",
        "themes": "Choisissez au moins une réponse.",
    }
    assert sheet(("amount", " "), ("title", "")).data == Sheet()


def test_a_fault_of_the_whole_is_said_on_top() -> None:
    assert sheet(("count", "13")).errors == {"": "Treize porte malheur."}


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("20000.00", "20\u202f000"), ("12.50", "12,50"), ("6.0", "6"), ("-0.5", "-0,5"), ("1E+3", "1\u202f000")],
)
def test_a_number_shows_its_decimals_only_when_it_has_some(kept: str, shown: str) -> None:
    assert fresh(Sheet, {"amount": Decimal(kept)}).value("amount") == shown


def test_yes_several_choices_and_lines_come_back_as_typed() -> None:
    form = sheet(("agreed", "oui"), ("themes", "eau"), ("themes", "sol"), ("title", "un\r\ntexte\x00"))
    assert form.data.agreed
    assert form.data.themes == ["eau", "sol"]
    assert form.list("themes") == ["eau", "sol"]
    assert form.data.title == "un\ntexte"


def test_repeated_rows_leave_blank_ones_out_and_faults_stay_on_their_row() -> None:
    form = sheet(
        ("instalments-0-label", "Acompte"),
        ("instalments-0-amount", "1 000"),
        ("instalments-1-label", ""),
        ("instalments-1-amount", ""),
        ("instalments-4-label", "Solde"),
        ("instalments-4-amount", "beaucoup"),
    )
    assert list(form.errors) == ["instalments-4-amount"]
    form = sheet(("instalments-2-label", "Acompte"), ("instalments-2-amount", "1 000"))
    assert form.data.instalments == [Row(label="Acompte", amount=Decimal(1000))]


def test_a_fresh_form_shows_a_record_as_people_would_type_it() -> None:
    values = {"amount": Decimal("12.50"), "day": date(2026, 9, 5), "colour": Colour.RED, "agreed": True, "rate": None}
    form = fresh(Sheet, values | {"themes": ["eau"]}, version=3)
    shown = [form.value(name) for name in ("amount", "day", "colour", "agreed", "rate", "title")]
    assert shown == ["12,50", "05/09/2026", "rouge", "oui", "", ""]
    assert (form.version, form.has_errors, form.list("themes")) == ("3", False, ["eau"])
    assert fresh(Sheet).idempotency_key != form.idempotency_key


def test_a_form_sent_again_keeps_its_version_and_key() -> None:
    form = sheet(("version", "7"), ("idempotency_key", "abc"))
    assert (form.version, form.idempotency_key) == ("7", "abc")


def test_a_broken_constraint_lands_on_its_field_and_the_page_can_still_be_drawn(session: Session) -> None:
    a_user(session, email="ada@exemple.fr")
    form = sheet()
    with faults_on(form, session, {"uq_user_email": ("title", "Cette adresse est prise.")}):
        session.add(User(email="ADA@exemple.fr", name="Ada", role="lecteur"))
    assert form.errors == {"title": "Cette adresse est prise."}
    assert session.query(User).count() == 1


def test_a_refused_verb_lands_on_the_field_it_names(session: Session) -> None:
    form = sheet()
    with faults_on(form, session):
        raise Refused("Trop tard.", field="day")
    assert form.error("day") == "Trop tard."
