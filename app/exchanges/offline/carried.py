"""What was read in a file, carried by the page that shows the plan: nothing of a file not confirmed is kept here."""

from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from app.assessments.cells import MAX_COMMENT, Content
from app.errors import Refused
from imports.offline.reading import Filled

LOST = "Ce qui avait été lu dans ce classeur s’est perdu en route\u202f: envoyez le fichier de nouveau."


class CarriedCell(BaseModel):
    reading: str
    question: str
    value: int | Literal["NA", "NSP"] | None
    evidence: int
    comment: str = Field(max_length=MAX_COMMENT)

    @property
    def key(self) -> tuple[str, str]:
        return self.reading, self.question

    @property
    def content(self) -> Content:
        return Content(self.value, self.evidence, self.comment)


class Carried(BaseModel):
    """`token` is the workbook's own secret: the plan that is confirmed is recognised by it, as the file was."""

    name: str
    token: str
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    cells: list[CarriedCell]
    priorities: dict[str, Literal[0, 1, 2] | None]
    quotes: bool | None
    submits: bool

    @classmethod
    def of(cls, name: str, token: str, digest: str, filled: Filled) -> "Carried":
        cells = [
            CarriedCell(
                reading=reading,
                question=question,
                value=content.value,
                evidence=content.evidence,
                comment=content.comment,
            )
            for (reading, question), content in filled.cells.items()
        ]
        return cls(
            name=name,
            token=token,
            digest=digest,
            cells=cells,
            priorities=dict(filled.priorities),
            quotes=filled.quotes,
            submits=filled.submits,
        )

    @classmethod
    def back(cls, text: str) -> "Carried":
        """As the page sent it back."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as fault:
            raise Refused(LOST) from fault
