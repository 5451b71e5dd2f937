"""A cell that could not be read, as people are told: where it is, what was read, what was expected."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """`proposal` is what the cell may have meant, for a person to accept; it is never taken without being asked."""

    sheet: str
    cell: str
    field: str
    read: str
    expected: str
    proposal: str = ""

    def as_dict(self) -> dict[str, str]:
        """As programs read it: the proposal, when there is one, is also said in words by `expected`."""
        told = asdict(self)
        del told["proposal"]
        return told


@dataclass(frozen=True, order=True)
class Note:
    """Something decided or noticed that stops nothing; `cell` is empty when it is about the whole sheet."""

    sheet: str
    cell: str
    sentence: str


class UnexpectedCell(Exception):  # noqa: N818 - une case inattendue n’est pas une panne
    """Raised by the parsers of `imports.cells`, the only exception they raise; `expected` is a French sentence.

    `proposal` is a text that, typed instead, would be read: « 01004 » for 1004.
    """

    def __init__(self, expected: str, proposal: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.proposal = proposal
