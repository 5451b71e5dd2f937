"""Documents, field by field. Who added a file is not told: a program has no use for the name of somebody."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from app.api.answers import Answer, Code, Next, example
from app.models import DocumentKind

FileName = Annotated[str, example("bilan.pdf")]
Size = Annotated[int, Field(description="En octets.", examples=[48213])]
Digest = Annotated[
    str,
    BeforeValidator(lambda given: given.hex() if isinstance(given, bytes) else given),
    Field(description="SHA-256 du contenu, en hexadécimal.", pattern="^[0-9a-f]{64}$", examples=["9f" * 32]),
]


class DocumentLine(Answer):
    """Avec sa version en vigueur, dont `version` est le numéro. `withdrawn_at` : retiré des listes, et quand."""

    id: int
    project: Code = Field(validation_alias="project_code")
    kind: DocumentKind
    title: Annotated[str, example("Convention de partenariat")]
    dated_on: date | None
    has_personal_data: bool
    withdrawn_at: datetime | None
    version: int = Field(validation_alias="number")
    file_name: FileName
    size_bytes: Size
    added_at: datetime


class Documents(Answer):
    """Le dernier ajouté d’abord ; `total` est celui des filtres, quelle que soit la page."""

    documents: list[DocumentLine]
    total: int
    next: Next


class DocumentVersion(Answer):
    number: int
    file_name: FileName
    media_type: Annotated[str, example("application/pdf")]
    size_bytes: Size
    sha256: Digest
    comment: str
    added_at: datetime


class Document(DocumentLine):
    """`versions` : la dernière d’abord."""

    note: str
    versions: list[DocumentVersion]
