"""What every answer shares: names in English, money as text with its cents, problems of one shape."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

CENTS = r"^-?[0-9]+\.[0-9]{2}$"
Euros = Annotated[
    Decimal,
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": CENTS, "examples": ["12250.00"]}),
]
Number = Annotated[
    Decimal, PlainSerializer(float, return_type=float), WithJsonSchema({"type": "number", "examples": [120]})
]
Next = Annotated[
    str | None, Field(description="À donner dans « after » pour la page suivante\u00a0; null sur la dernière.")
]


def example(value: Any) -> Any:
    """A field with an example, for the description."""
    return Field(examples=[value])


Code = Annotated[str, example("ODD17-2026-014")]


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class Fault(Answer):
    """L’un des deux dit où : un pointeur JSON dans le corps, ou le nom d’un paramètre ou d’un en-tête."""

    pointer: Annotated[str, example("/title")] | None = None
    parameter: Annotated[str, example("limit")] | None = None
    detail: Annotated[str, example("Renseignez ce champ.")]


class Problem(Answer):
    """RFC 9457. `type` est une adresse qui en dit plus ; les derniers champs ne viennent qu’avec certains refus."""

    type: Annotated[str, example("/api/v1/problems/invalid")]
    title: Annotated[str, example("Demande refusée")]
    status: Annotated[int, example(422)]
    detail: Annotated[str, example("Renseignez ce champ.")]
    errors: list[Fault] = Field(default=[], description="Sur un 422\u00a0: chaque faute, là où elle est.")
    scope: Annotated[str, example("projects:write")] = Field("", description="Sur un 403\u00a0: la portée qui manque.")
    etag: Annotated[str, example('"4"')] = Field("", description="Sur un 412\u00a0: la version enregistrée.")
    given: dict[str, Any] = Field(default={}, description="Sur un 412\u00a0: ce qui a été envoyé.")
    current: dict[str, Any] = Field(default={}, description="Sur un 412\u00a0: ce qui est enregistré.")


class Named(Answer):
    code: Annotated[str, example("53")]
    label: Annotated[str, example("Bretagne")]


class ProblemKind(Answer):
    """`type` est sa propre adresse."""

    type: Annotated[str, example("/api/v1/problems/invalid")]
    title: Annotated[str, example("Demande refusée")]
    status: Annotated[int, example(422)]
    meaning: str


class ProblemKinds(Answer):
    problems: list[ProblemKind]
