"""A reading of the grid in the terms of another frame, as the text that is signed: TOML in, TOML out.

Questions are named by their codes in one version of the grid. An item reads questions, or one whole axis, or nothing:
what the frame asks and the grid does not is said too.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cached_property

import tomli_w

from evaluation import Grid
from evaluation.fields import Fields, InputError, fields_of, refuse_duplicates


class CrosswalkError(InputError):
    """A document that cannot be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """`axis`: the code of the axis whose own score is shown; then `questions` is empty."""

    code: str
    label: str
    asks: str
    why: str
    leaves_out: str
    questions: tuple[str, ...] = ()
    axis: str = ""

    @property
    def is_read(self) -> bool:
        return bool(self.questions or self.axis)

    def questions_in(self, grid: Grid) -> tuple[str, ...]:
        """Those of the axis, in the order of the grid, when a whole axis is read."""
        if self.axis:
            return tuple(own.code for axis in grid.axes if axis.code == self.axis for own in axis.questions)
        return self.questions


@dataclass(frozen=True)
class Frame:
    """`grid`: the version whose question codes it names; `rank`: its place among the frames."""

    code: str
    rank: int
    label: str
    source: str
    purpose: str
    grid: str
    leaves_out: str
    items: tuple[Item, ...]

    @cached_property
    def item_codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    def item(self, code: str) -> Item | None:
        return next((own for own in self.items if own.code == code), None)

    def ignored_in(self, grid: Grid) -> tuple[str, ...]:
        """The questions of the grid that no item reads."""
        read = {code for item in self.items for code in item.questions_in(grid)}
        return tuple(code for code in grid.questions if code not in read)


def parse_frame(text: str) -> Frame:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CrosswalkError("Lecture : le fichier ne se lit pas.") from fault
    fields = fields_of(data, "Lecture", CrosswalkError)
    items = tuple(_item(row) for row in fields.rows("items", "élément", "code"))
    refuse_duplicates(fields, "élément", [item.code for item in items])
    return Frame(
        code=fields.text("frame"),
        rank=fields.integer("rank", 0),
        label=fields.text("label"),
        source=fields.text("source"),
        purpose=fields.text("purpose"),
        grid=fields.text("grid"),
        leaves_out=fields.text("leaves_out"),
        items=items,
    )


def written(frame: Frame) -> str:
    """The same frame always gives the same text, hence the same digest."""
    values = {
        "frame": frame.code,
        "rank": frame.rank,
        "label": frame.label,
        "source": frame.source,
        "purpose": frame.purpose,
        "grid": frame.grid,
        "leaves_out": frame.leaves_out,
        "items": [_values(item) for item in frame.items],
    }
    return tomli_w.dumps(values)


def digest(text: str) -> str:
    """SHA-256 of the very bytes of the file that is downloaded."""
    return hashlib.sha256(text.encode()).hexdigest()


def _item(fields: Fields) -> Item:
    axis = fields.optional_text("axis")
    questions = fields.texts("questions") if fields.holds("questions") else ()
    if axis and questions:
        raise fields.refuse("un axe entier ou des questions, pas les deux.")
    refuse_duplicates(fields, "question", list(questions))
    return Item(
        code=fields.text("code"),
        label=fields.text("label"),
        asks=fields.text("asks"),
        why=_optional(fields, "why"),
        leaves_out=_optional(fields, "leaves_out"),
        questions=questions,
        axis=axis,
    )


def _optional(fields: Fields, key: str) -> str:
    """Absent or blank: nothing said yet."""
    return fields.text(key) if fields.data.get(key) not in (None, "") else ""


def _values(item: Item) -> dict[str, object]:
    read: dict[str, object] = {"axis": item.axis} if item.axis else {"questions": list(item.questions)}
    said = {"code": item.code, "label": item.label, "asks": item.asks}
    return said | read | {"why": item.why, "leaves_out": item.leaves_out}
