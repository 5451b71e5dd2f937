"""A cell that could not be read, as people are told: where it is, what was read, what was expected."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Fault:
    sheet: str
    cell: str
    field: str
    read: str
    expected: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, order=True)
class Note:
    """Something decided or noticed that stops nothing; `cell` is empty when it is about the whole sheet."""

    sheet: str
    cell: str
    sentence: str


class UnexpectedCell(Exception):  # noqa: N818 - une case inattendue n’est pas une panne
    """Raised by the parsers of `imports.cells`, the only exception they raise; `expected` is a French sentence."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected
