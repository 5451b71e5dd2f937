"""What a page of a voice's sheet sends: cell by cell, with what is wrong said at its field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from app.digits import number_typed
from app.reviews.cells import LARGEST, MAX_COMMENT, MAX_SOURCE, MAX_STORY, CellKind, Content, Typed
from app.web.forms import FrenchDecimal

SEEN, KEEP, THEIRS = "seen-", "keep-", "autre"
NUMBER: TypeAdapter[Decimal] = TypeAdapter(FrenchDecimal)
NOT_A_NUMBER = "Écrivez un nombre en chiffres, par exemple 12 ou 12,5."
FIELDS = {
    CellKind.STORY: ("texte",),
    CellKind.LEVEL: ("value", "evidence", "comment"),
    CellKind.COUNT: ("bas", "haut", "sans", "source", "evidence"),
}


class FieldFaultError(ValueError):
    """A French sentence, at a field of the cell."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part
        self.sentence = sentence


@dataclass
class TypedSheet:
    """`raw`: what was typed in each cell, by name; `faults`: field → sentence."""

    cells: list[Typed] = field(default_factory=list)
    raw: dict[str, Mapping[str, str]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_sheet(form: FormData) -> TypedSheet:
    """Each cell is named by its `seen-…` field; what the person did not touch, or prefers as elsewhere, is left out."""
    sheet = TypedSheet()
    for name, kind, code in _names(form):
        raw = {part: _text(form, f"{part}-{name}") for part in FIELDS[kind]}
        sheet.raw[name] = raw
        if form.get(f"{KEEP}{name}") == THEIRS:
            continue
        version, _, digest = _text(form, SEEN + name).partition(".")
        try:
            content = Content(_columns(kind, raw, erased=bool(_text(form, f"clear-{name}"))))
        except FieldFaultError as fault:
            sheet.faults[f"{fault.part}-{name}"] = fault.sentence
            continue
        if content.digest != digest:
            sheet.cells.append(Typed(kind, code, content, number_typed(version) or 0, raw))
    return sheet


def cell_name(kind: CellKind, code: str) -> str:
    return f"{kind}-{code}"


def _names(form: FormData) -> Iterator[tuple[str, CellKind, str]]:
    for field_name in form:
        if field_name.startswith(SEEN):
            name = field_name.removeprefix(SEEN)
            kind, _, code = name.partition("-")
            if kind in {known.value for known in CellKind}:
                yield name, CellKind(kind), code


def _columns(kind: CellKind, raw: Mapping[str, str], *, erased: bool) -> dict[str, Any]:
    if kind is CellKind.STORY:
        return {"text": _short(raw, "texte", MAX_STORY)}
    if kind is CellKind.LEVEL:
        return _level(raw, erased=erased)
    return _count(raw)


def _level(raw: Mapping[str, str], *, erased: bool) -> dict[str, Any]:
    value = "" if erased else raw["value"]
    return {
        "level": None if value in ("", "NA", "NSP") else _whole(value, "value"),
        "no_level": value if value in ("NA", "NSP") else None,
        "evidence": _whole(raw["evidence"], "evidence") if raw["evidence"] else 0,
        "comment": _short(raw, "comment", MAX_COMMENT),
    }


def _count(raw: Mapping[str, str]) -> dict[str, Any]:
    """One number, or a range; « sans objet » and « ne sait pas » go without any."""
    low, high = _number(raw["bas"], "bas"), _number(raw["haut"], "haut")
    if raw["sans"] and (low, high) != (None, None):
        raise FieldFaultError("sans", "Donnez un nombre, ou dites pourquoi il n’y en a pas\u00a0: pas les deux.")
    _refuse_half_a_range(low, high)
    is_range = high is not None and high != low
    return {
        "value": None if is_range else low,
        "low": low if is_range else None,
        "high": high if is_range else None,
        "no_value": raw["sans"] or None,
        "source": _short(raw, "source", MAX_SOURCE),
        "evidence": _whole(raw["evidence"], "evidence") if raw["evidence"] else 0,
    }


def _refuse_half_a_range(low: Decimal | None, high: Decimal | None) -> None:
    if high is None:
        return
    if low is None:
        raise FieldFaultError("bas", "Écrivez aussi le bas de la fourchette.")
    if high < low:
        raise FieldFaultError("haut", "Le haut de la fourchette ne peut pas être plus petit que le bas.")


def _number(text: str, part: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        number = NUMBER.validate_python(text)
    except ValidationError:
        raise FieldFaultError(part, NOT_A_NUMBER) from None
    if not number.is_finite() or not 0 <= number < LARGEST:
        raise FieldFaultError(part, "Écrivez un nombre positif, plus petit que mille milliards.")
    return number


def _whole(text: str, part: str) -> int:
    number = number_typed(text, 3)
    if number is None:
        raise FieldFaultError(part, "Cette réponse n’est pas l’une de celles que la page propose.")
    return number


def _short(raw: Mapping[str, str], part: str, most: int) -> str:
    text = raw[part].replace("\r\n", "\n").strip()
    if len(text) > most:
        raise FieldFaultError(part, f"Ce texte dépasse {most} caractères\u00a0: il en a {len(text)}.")
    return text


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
