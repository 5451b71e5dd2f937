"""Two tabs on one record."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from app.errors import Conflict
from app.web.conflict import check_version
from app.web.forms import bind


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
        current={"title": "Un verger", "themes": "eau"},
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
    assert rows == [("Titre", "Un jardin", "Un verger"), ("Thèmes", "sol, air", "eau")]
    assert caught.value.hidden == [("title", "Un jardin"), ("themes", "sol"), ("themes", "air"), ("version", "4")]
    assert caught.value.theirs_label.startswith("Version enregistrée entre-temps par Lia le 01/03/2024 à\u00a010")
