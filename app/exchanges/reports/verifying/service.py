"""Finds the issued file that someone brings back, and compares the two."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.exchanges.reports.issuing.naming import number_in
from app.exchanges.reports.issuing.storing import whole
from app.models import IssuedContent, IssuedFile, IssueState
from imports.errors import UnreadableFile
from imports.recognised import ZIP_MARK
from imports.verification import Comparison, Figures, compare, read_figures

MARK = "empreinte"
"""The named cell that bears the digest of what was issued."""


class Known(StrEnum):
    """How the file was recognised."""

    BYTES = "bytes"
    MARK = "mark"
    NAME = "name"


@dataclass(frozen=True)
class Checked:
    """`issued`: none when the fund did not issue it. `comparison`: none when it is so byte for byte."""

    issued: IssuedFile | None
    by: Known = Known.BYTES
    comparison: Comparison | None = None

    @property
    def unchanged(self) -> bool:
        return self.issued is not None and (self.comparison is None or self.comparison.unchanged)


def check(session: Session, *, name: str, content: bytes) -> Checked:
    """`UnreadableFile` when it is not byte for byte a file issued, and no workbook that can be read."""
    intact = _latest(session, IssuedContent.sha256 == sha256(content).digest())
    if intact is not None:
        return Checked(intact)
    if not content.startswith(ZIP_MARK):
        return Checked(None)
    received = read_figures(content)
    issued, by = _recognised(session, received, name)
    if issued is None:
        return Checked(None)
    return Checked(issued, by, compare(figures_of(session, issued), received))


def figures_of(session: Session, issued: IssuedFile, *, only_named: bool = False) -> Figures:
    if issued.content_id is None:
        raise UnreadableFile("Ce fichier n’a pas été gardé.")
    return read_figures(whole(session, issued.content_id), only_named=only_named)


def _recognised(session: Session, received: Figures, name: str) -> tuple[IssuedFile | None, Known]:
    """By its digest; by its name when the digest was erased or rewritten."""
    mark = received.named(MARK)
    if mark is not None and mark.value:
        found = _latest(session, IssuedFile.digest == str(mark.value).strip())
        if found is not None:
            return found, Known.MARK
    number = number_in(name)
    return (_latest(session, IssuedFile.id == number) if number else None), Known.NAME


def _latest(session: Session, condition: ColumnElement[bool]) -> IssuedFile | None:
    found = select(IssuedFile).join(IssuedContent, IssuedContent.id == IssuedFile.content_id)
    done = found.where(condition, IssuedFile.state == IssueState.DONE)
    return session.scalar(done.order_by(IssuedFile.id.desc()).limit(1))
