"""Files issued: one of them, their history, to whom they went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.choice import Choice
from app.errors import NotFound
from app.keyset import Page, read_page
from app.models import IssuedContent, IssuedFile, IssuedSending

ROWS = 25
KEYS: tuple[ColumnElement[Any], ...] = (IssuedFile.__table__.c.id,)
Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class HistoryFilter(Choice):
    """`cherche`: words of the file name, of its projects or of its author. `envoye`: « oui », those sent to someone."""

    cherche: str = ""
    document: str = ""
    financeur: str = ""
    etat: str = ""
    envoye: str = ""


def get_issued(session: Session, issued_id: int) -> IssuedFile:
    found = session.get(IssuedFile, issued_id) if issued_id < 2**63 else None
    if found is None:
        raise NotFound("Ce fichier n’a pas été émis.", "/exports/historique", "Voir les fichiers émis")
    return found


def size_of(session: Session, issued: IssuedFile) -> int:
    return session.scalar(select(IssuedContent.size_bytes).where(IssuedContent.id == issued.content_id)) or 0


def sha256_of(session: Session, issued: IssuedFile) -> bytes:
    return session.scalar(select(IssuedContent.sha256).where(IssuedContent.id == issued.content_id)) or b""


def sendings_of(session: Session, issued_ids: Sequence[int]) -> Sequence[IssuedSending]:
    found = select(IssuedSending).where(IssuedSending.issued_id.in_(issued_ids))
    return session.scalars(found.order_by(IssuedSending.issued_id, IssuedSending.id)).all()


def seconds_silent(session: Session, issued_id: int) -> float:
    """Since its making last said where it was."""
    age = func.extract("epoch", func.clock_timestamp() - IssuedFile.beat_at)
    return float(session.scalar(select(age).where(IssuedFile.id == issued_id)) or 0)


def history(
    session: Session, chosen: HistoryFilter, *, after: str = "", before: str = ""
) -> tuple[Sequence[IssuedFile], Page]:
    """The latest first."""
    page = read_page(session, _matching(chosen), KEYS, descending=True, after=after, before=before, size=ROWS)
    found = select(IssuedFile).where(IssuedFile.id.in_(page.ids)).order_by(IssuedFile.id.desc())
    return session.scalars(found).all(), page


def latest_of(session: Session, saved_export_id: int, count: int = 10) -> Sequence[IssuedFile]:
    own = select(IssuedFile).where(IssuedFile.saved_export_id == saved_export_id)
    return session.scalars(own.order_by(IssuedFile.id.desc()).limit(count)).all()


def funders_met(session: Session) -> Sequence[str]:
    """Those for whom something was issued, as they were called then."""
    return session.scalars(
        select(IssuedFile.funder).where(IssuedFile.funder != "").distinct().order_by(IssuedFile.funder)
    ).all()


def _matching(chosen: HistoryFilter) -> Select[int]:
    wanted = select(IssuedFile.id)
    if chosen.document:
        wanted = wanted.where(IssuedFile.kind == chosen.document)
    if chosen.financeur:
        wanted = wanted.where(IssuedFile.funder == chosen.financeur)
    if chosen.etat:
        wanted = wanted.where(IssuedFile.state == chosen.etat)
    if chosen.envoye:
        wanted = wanted.where(select(IssuedSending.id).where(IssuedSending.issued_id == IssuedFile.id).exists())
    for word in chosen.cherche.split()[:8]:
        text = func.normalise(func.concat_ws(" ", IssuedFile.file_name, IssuedFile.about, IssuedFile.author))
        wanted = wanted.where(func.strpos(text, func.normalise(word)) > 0)
    return wanted
