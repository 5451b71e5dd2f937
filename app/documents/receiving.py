"""Files received together: each kept or refused by itself, with its own reason."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from app.documents import service
from app.documents.antivirus import scan
from app.documents.contents import Rejected, check, safe_name
from app.documents.contents.names import title_of
from app.documents.forms import UploadForm
from app.documents.subjects import about_of
from app.errors import Refused
from app.models import Document, Project, User
from app.settings import settings


@dataclass
class Receipt:
    """`refused`: (file name, French sentence)."""

    added: list[Document] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def arrival_of(sent: UploadFile) -> service.Arrival:
    """Raises Rejected."""
    name = safe_name(sent.filename or "")
    checked = check(name, sent.file, settings().document_max_mb * service.MEGA)
    scan(sent.file)
    return service.Arrival(name, sent.file, checked)


def receive(session: Session, project: Project, sent: list[UploadFile], data: UploadForm, user: User | None) -> Receipt:
    receipt = Receipt()
    for each in sent:
        try:
            with session.begin_nested():
                receipt.added.append(_add(session, project, each, data, len(sent) > 1, user))
        except (Rejected, Refused) as refusal:
            receipt.refused.append((safe_name(each.filename or ""), refusal.sentence))
    return receipt


def _add(
    session: Session, project: Project, sent: UploadFile, data: UploadForm, is_one_of_many: bool, user: User | None
) -> Document:
    arrival = arrival_of(sent)
    return service.add_document(
        session,
        project=project,
        title=_title(data.title.strip(), title_of(arrival.name), is_one_of_many),
        arrival=arrival,
        about=about_of(data.about),
        **data.model_dump(exclude={"title", "about"}),
        user=user,
    )


def _title(typed: str, of_file: str, is_one_of_many: bool) -> str:
    if not typed:
        return of_file
    return f"{typed} – {of_file}" if is_one_of_many else typed
