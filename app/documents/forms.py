"""What people send: files, what they are, and what becomes of them."""

from typing import Annotated

from pydantic import BaseModel, Field
from starlette.datastructures import FormData, UploadFile

from app.documents.contents import KINDS
from app.models import DocumentKind
from app.settings import settings
from app.web.forms import BoundForm, FrenchDate

FILES, FILE = "fichiers", "fichier"
MAX_FILES = 20
MAX_SEND_MB = 100
NOTHING_SENT = "Choisissez au moins un fichier."
TOO_MANY = f"{MAX_FILES} fichiers à la fois au plus\u00a0: envoyez les autres ensuite."
ELSEWHERE = "Choisissez une des possibilités proposées."
Text = Annotated[str, Field(max_length=4000)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
TITLE_HINT = "sans lui, chaque document prend le nom de son fichier"
DROP = {"accept": ",".join(f".{suffix}" for suffix in KINDS), "class": "drop"}


class Described(BaseModel):
    kind: DocumentKind
    about: str = ""
    dated_on: FrenchDate | None = None
    note: Text = ""
    has_personal_data: bool = False


class UploadForm(Described):
    title: Annotated[str, Field(max_length=150)] = ""


class DocumentForm(Described):
    title: Title


class VersionForm(BaseModel):
    comment: Annotated[str, Field(max_length=500)] = ""


class WithdrawalForm(BaseModel):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


LABELS = {
    "title": "Intitulé",
    "kind": "Nature",
    "about": "Concerne",
    "dated_on": "Daté du",
    "note": "Note",
    "has_personal_data": "Données personnelles",
}
KIND_OPTIONS = [(kind.value, kind.label) for kind in DocumentKind]


def limits() -> str:
    """Told before anything is chosen."""
    each = settings().document_max_mb
    return (
        f"À choisir ou à déposer ici, {MAX_FILES} au plus. PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, "
        f"texte ou CSV\u00a0; {each}\u00a0Mo chacun, {MAX_SEND_MB}\u00a0Mo en tout."
    )


def files_in(posted: FormData, form: BoundForm[UploadForm]) -> list[UploadFile]:
    sent = [each for each in posted.getlist(FILES) if isinstance(each, UploadFile) and each.filename]
    if not sent:
        form.refuse(FILES, NOTHING_SENT)
    if len(sent) > MAX_FILES:
        form.refuse(FILES, TOO_MANY)
    return sent


def file_in(posted: FormData, form: BoundForm[VersionForm]) -> UploadFile | None:
    sent = posted.get(FILE)
    if isinstance(sent, UploadFile) and sent.filename:
        return sent
    form.refuse(FILE, "Choisissez le fichier de la nouvelle version.")
    return None
