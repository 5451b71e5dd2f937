"""Two tabs on one record."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from app.errors import Conflict, ConflictRow
from app.web.conflict import ALIKE, BOTH, MINE, THEIRS, check_version
from app.web.forms import bind, fresh
from app.web.opened import FIELD, MAX_CHARACTERS, read, written

NEWEST = (FIELD, '{"title":"Un verger","themes":["eau"]}')


class Sheet(BaseModel):
    title: str = ""
    themes: list[str] = []


@dataclass
class Record:
    version: int
    updated_at: datetime


def check(record: Record, *fields: tuple[str, str]) -> None:
    check_version(
        record,
        bind(Sheet, FormData(list(fields))),
        labels={"title": "Titre", "themes": "Thèmes"},
        current={"title": "Un verger", "themes": ["eau"]},
        choices={"themes": {"eau": "L’eau", "sol": "Les sols"}},
        action="/projets/1",
        back="/projets/1",
        by="Lia",
    )


def test_the_version_seen_is_the_newest_one() -> None:
    check(Record(4, datetime.now(UTC)), ("version", "4"), ("title", "Un jardin"))


@pytest.mark.parametrize("seen", ["3", "", "x"])
def test_an_older_version_shows_mine_and_theirs_and_keeps_what_was_typed(seen: str) -> None:
    record = Record(4, datetime(2024, 3, 1, 9, 42, tzinfo=UTC))
    typed = [("title", "Un jardin"), ("themes", "sol"), ("themes", "air"), ("csrf_token", "x")]
    with pytest.raises(Conflict) as caught:
        check(record, ("version", seen), *typed)
    rows = [(row.label, row.mine, row.theirs) for row in caught.value.rows]
    assert rows == [("Titre", "Un jardin", "Un verger"), ("Thèmes", "Les sols, air", "L’eau")]
    assert caught.value.hidden == [
        ("title", "Un jardin"),
        ("themes", "sol"),
        ("themes", "air"),
        NEWEST,
        ("version", "4"),
    ]
    assert caught.value.theirs_label.startswith("Version enregistrée entre-temps par Lia le 01/03/2024 à\u00a010")


def conflicting(opened_with: str, title: str) -> ConflictRow:
    """The first row shown to who typed this title, when « Un verger » was saved meanwhile."""
    record = Record(4, datetime(2024, 3, 1, 9, 42, tzinfo=UTC))
    with pytest.raises(Conflict) as caught:
        check(record, ("version", "3"), ("title", title), (FIELD, opened_with))
    return caught.value.rows[0]


@pytest.mark.parametrize(
    ("base", "mine", "change"),
    [
        ("Un verger", "Un jardin", MINE),
        ("Un champ", "Un champ", THEIRS),
        ("Un champ", "Un jardin", BOTH),
        ("Un champ", "Un verger", ALIKE),
        ("Un verger", "Un verger", ""),
    ],
)
def test_each_field_says_who_changed_it(base: str, mine: str, change: str) -> None:
    row = conflicting(written({"title": base}), mine)
    assert (row.base, row.change) == (base, change)


def test_line_ends_of_a_browser_are_no_change() -> None:
    assert conflicting(written({"title": "Deux\nlignes"}), "Deux\r\nlignes ").change == THEIRS


@pytest.mark.parametrize(
    "opened_with",
    ["", "n’importe quoi", "[1]", '{"title": 3}', '{"title": "\\u0000"}', '{"title": "\\ud800"}', "[" * 5000],
)
def test_what_no_form_of_ours_would_send_leaves_the_beginning_unknown(opened_with: str) -> None:
    row = conflicting(opened_with, "Un jardin")
    assert (row.base, row.change) == (None, "")


def test_a_form_carries_what_it_was_opened_with_until_it_is_accepted() -> None:
    form = fresh(Sheet, {"title": "Un champ", "themes": ["eau", "sol"]}, version=3)
    sent = FormData([("title", "Un jardin"), ("version", "3"), (FIELD, form.opened_with)])
    again = bind(Sheet, sent)
    assert again.opened == {"title": "Un champ", "themes": ["eau", "sol"]}
    assert FIELD not in again.values
    assert fresh(Sheet, {"title": "Nouveau"}).opened_with == ""


def test_the_longest_values_are_left_out_rather_than_carried_twice() -> None:
    carried = written({"title": "Un champ", "summary": "x" * MAX_CHARACTERS})
    assert read(carried) == {"title": "Un champ"}
    assert read('{"title":"' + "x" * 3 * MAX_CHARACTERS + '"}') == {}
