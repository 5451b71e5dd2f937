"""What people send: a file, what each column of it means, what its cells and its names mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from app.exchanges.imports.correcting import Reading, mark
from app.exchanges.imports.sheets import Reader, name_of, seen_as
from app.web.forms import BoundForm, bind
from imports.limits import MAX_FILE_BYTES
from imports.mapping import SheetMapping
from imports.mapping.described import describe
from imports.mapping.proposal import propose_as

FILE = "fichier"
NOTHING_SENT = "Choisissez un fichier à lire."
TOO_BIG = "Ce fichier dépasse 10\u00a0Mo. Enregistrez-le sans ses images, ou en plusieurs parties."
NO_ROW = "La ligne des titres est un nombre, comme 1."
NO_SHEET = "Dites ce que contient au moins une feuille."
LOOK_AGAIN = "Ses colonnes viennent d’être relues avec ce choix\u00a0: vérifiez-les, puis continuez."
MAX_ROW = 1_048_576


class Nothing(BaseModel):
    """These forms are read apart: their fields depend on the file."""


@dataclass(frozen=True)
class Received:
    name: str
    content: bytes


def file_in(posted: FormData) -> tuple[BoundForm[Nothing], Received]:
    """Read before the database is asked anything."""
    form = bind(Nothing, posted)
    sent = posted.get(FILE)
    if not isinstance(sent, UploadFile) or not sent.filename:
        form.refuse(FILE, NOTHING_SENT)
        return form, Received("", b"")
    received = Received(sent.filename.replace("\x00", "")[-200:], sent.file.read(MAX_FILE_BYTES + 1))
    if len(received.content) > MAX_FILE_BYTES:
        form.refuse(FILE, TOO_BIG)
    return form, received


def corrections_in(posted: FormData, readings: Mapping[str, Reading]) -> dict[tuple[str, str], str]:
    """Typed texts, and the proposal of the one whose button was pressed."""
    accepted = posted.get("accepter")
    found = {}
    for own_mark, reading in readings.items():
        typed = reading.proposal if own_mark == accepted else _text(posted, f"lire-{own_mark}")
        if typed or reading.typed:
            found[reading.column, reading.read] = typed or reading.read
    return found


def organisations_in(posted: FormData, questions: Sequence[Mapping[str, Any]]) -> dict[str, int | str]:
    """What each name is: one of the organisations proposed, 0 for a new one, or another name of the file."""
    found: dict[str, int | str] = {}
    for question in questions:
        proposed = {_value(each): each.get("key") or each["organisation_id"] for each in question["candidates"]}
        answer = _text(posted, f"organisation-{mark(question['key'])}") or _of_all(posted, list(proposed))
        if answer in {"0", *proposed}:
            found[question["key"]] = proposed.get(answer, 0)
    return found


def _value(candidate: Mapping[str, Any]) -> str:
    """What the page sends: another name of the file is told from a number by its sign."""
    return f"={candidate['key']}" if candidate.get("key") else str(candidate["organisation_id"])


def mapping_in(
    posted: FormData, reader: Reader, stored: Sequence[SheetMapping], form: BoundForm[Nothing]
) -> list[SheetMapping]:
    """What the page says of each sheet; what cannot be followed is told at its sheet."""
    found = [_sheet_in(posted, name_of(number), own, reader, form) for number, own in enumerate(stored)]
    if not any(own.kind for own in found):
        form.refuse("", NO_SHEET)
    return found


def _sheet_in(
    posted: FormData, name: str, stored: SheetMapping, reader: Reader, form: BoundForm[Nothing]
) -> SheetMapping:
    kind, typed_row = _text(posted, f"{name}-genre"), _text(posted, f"{name}-titres")
    if kind not in dict(reader.kinds()):
        return stored
    if not typed_row.isdecimal() or int(typed_row) > MAX_ROW:
        form.refuse(name, NO_ROW)
        return stored
    own = SheetMapping(stored.sheet, kind, int(typed_row), _places(posted, name, form))
    if kind and seen_as(own) != _text(posted, f"{name}-vue"):
        return _read_again(own, name, reader, form)
    _check(own, name, reader, form)
    return own


def _read_again(own: SheetMapping, name: str, reader: Reader, form: BoundForm[Nothing]) -> SheetMapping:
    """What was chosen column by column was about another kind, or other titles."""
    sheet = reader.sheet(own.sheet)
    found = propose_as(sheet, own.kind, reader.vocabulary, reader.remembered, own.header_row)
    if not found.is_sure:
        form.refuse(name, LOOK_AGAIN)
    return found


def _places(posted: FormData, name: str, form: BoundForm[Nothing]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, field in _columns(posted, name):
        if field in places:
            form.refuse(name, "Deux colonnes deviennent la même chose\u00a0: gardez-en une, laissez l’autre de côté.")
        places.setdefault(field, number)
    return places


def _columns(posted: FormData, name: str) -> Iterator[tuple[int, str]]:
    for key in posted:
        number = key.removeprefix(f"{name}-")
        if key != number and number.isdecimal() and (field := _text(posted, key)):
            yield int(number), field


def _check(own: SheetMapping, name: str, reader: Reader, form: BoundForm[Nothing]) -> None:
    missing = describe(reader.sheet(own.sheet), own, reader.vocabulary).missing if own.kind else ()
    if missing:
        headers = ", ".join(f"«\u00a0{each.header}\u00a0»" for each in missing)
        form.refuse(name, f"Il manque {headers}\u00a0: dites quelle colonne le contient.")


def _of_all(posted: FormData, proposed: Sequence[str]) -> str:
    answer = _text(posted, "toutes")
    return {"nouvelles": "0", "proposees": proposed[0] if proposed else ""}.get(answer, "")


def _text(posted: FormData, name: str) -> str:
    value = posted.get(name, "")
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
