"""Several files at once: each kept or refused by itself, nothing typed is lost, nothing half done."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import storage
from app.models import Document, DocumentVersion, Project
from app.settings import settings
from tests.app.documents.conftest import Sender
from tests.app.documents.files import a_docx, a_pdf, a_png
from tests.factories import a_milestone, a_project, an_organisation
from tests.support.client import Client

HTML = b"<html><script>alert(1)</script></html>"


def documents(session: Session) -> list[Document]:
    return list(session.scalars(select(Document).order_by(Document.id)))


def test_files_are_kept_with_what_is_said_of_them(
    client: Client, session: Session, project: Project, send: Sender
) -> None:
    milestone = a_milestone(session, project, title="Point d’étape")
    client.sign_in()
    answer = send(
        ("Compte_rendu.pdf", a_pdf()),
        ("photo.png", a_png()),
        kind="preuve",
        about=f"milestone-{milestone.id}",
        dated_on="3/5/2026",
        has_personal_data="oui",
    )
    assert answer.headers["Location"] == f"/projets/{project.code}/jalons"
    first, second = documents(session)
    assert (first.title, second.title) == ("Compte rendu", "photo")
    assert (first.kind, first.milestone_id, first.dated_on) == ("preuve", milestone.id, date(2026, 5, 3))
    assert first.has_personal_data
    version = session.scalars(select(DocumentVersion).where(DocumentVersion.document_id == first.id)).one()
    assert (version.number, version.file_name, version.media_type) == (1, "Compte_rendu.pdf", "application/pdf")
    assert version.added_by_id == client.user.id if client.user else False
    assert storage.path_of(version.sha256).read_bytes() == a_pdf()
    assert "2\u00a0documents ajoutés." in client.get(answer.headers["Location"]).text


def test_a_title_names_one_file_or_begins_the_names_of_many(client: Client, session: Session, send: Sender) -> None:
    client.sign_in()
    send(("scan0001.pdf", a_pdf()), title="Convention signée")
    send(("annexe 1.pdf", a_pdf()), ("annexe 2.pdf", a_pdf(b"<< >>")), title="Convention")
    assert [own.title for own in documents(session)] == [
        "Convention signée",
        "Convention – annexe 1",
        "Convention – annexe 2",
    ]


def test_a_faulty_file_is_told_and_the_others_are_kept(
    client: Client, session: Session, send: Sender, here: str
) -> None:
    client.sign_in()
    answer = send(("bon.pdf", a_pdf()), ("page.pdf", HTML), ("a.exe", b"MZ"), kind="charte", note="À relire")
    assert answer.status_code == 200
    assert [own.title for own in documents(session)] == ["bon"]
    for part in (
        "1\u00a0document ajouté",
        "2\u00a0fichiers refusés",
        "page.pdf",
        "ne concordent pas",
        "a.exe",
        "À relire",
    ):
        assert part in answer.text
    again = client.post_form(f"{here}/nouveau", {"kind": "charte"}, files=[("fichiers", ("b.pdf", a_pdf(b"<<>>")))])
    assert again.status_code == 303


def test_the_same_sending_twice_adds_once(client: Client, session: Session, here: str) -> None:
    client.sign_in()
    client.get(f"{here}/nouveau")
    key = {"kind": "rapport", "idempotency_key": "la-meme"}
    for _ in range(2):
        files = [("fichiers", ("bon.pdf", a_pdf())), ("fichiers", ("page.pdf", HTML))]
        answer = client.post_form(f"{here}/nouveau", key, files=files)
    assert answer.headers["Location"] == here
    assert len(documents(session)) == 1


def test_when_all_are_refused_nothing_is_kept_and_what_was_typed_stays(
    client: Client, session: Session, send: Sender
) -> None:
    client.sign_in()
    answer = send(("page.pdf", HTML), title="Bilan", dated_on="01/02/2026")
    assert answer.status_code == 422
    for part in ("Aucun de ces fichiers", "page.pdf", 'value="Bilan"', 'value="01/02/2026"'):
        assert part in answer.text
    assert documents(session) == []
    assert list(storage.stored_files()) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "autre chose"}, "Choisissez une des"),
        ({"dated_on": "31/02/2026"}, "n’existe pas dans le calendrier"),
        ({"about": "milestone-999999"}, "Choisissez une des"),
    ],
)
def test_a_fault_of_the_form_is_told_where_it_was_typed(
    client: Client, session: Session, send: Sender, typed: dict[str, str], words: str
) -> None:
    client.sign_in()
    answer = send(("bon.pdf", a_pdf()), note="Gardez-moi", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Gardez-moi" in answer.text
    assert documents(session) == []


def test_no_file_at_all_is_told(client: Client, send: Sender) -> None:
    client.sign_in()
    answer = send(kind="preuve")
    assert answer.status_code == 422
    assert "Choisissez au moins un fichier" in answer.text


def test_what_it_is_about_belongs_to_its_project(client: Client, session: Session, send: Sender) -> None:
    stranger = a_milestone(session, a_project(session))
    elsewhere = an_organisation(session)
    client.sign_in()
    for about in (f"milestone-{stranger.id}", f"organisation-{elsewhere.id}", "project-1", "milestone-x"):
        assert send(("bon.pdf", a_pdf()), about=about).status_code == 422
    assert documents(session) == []


def test_limits_are_told_before_and_kept(
    client: Client, session: Session, send: Sender, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "document_max_mb", 1)
    monkeypatch.setattr(settings(), "document_max_per_project", 2)
    client.sign_in()
    assert "1\u00a0Mo chacun" in client.get(f"{here}/nouveau").text
    assert "dépasse 1\u00a0Mo" in send(("gros.pdf", a_pdf(tail=bytes(2**20)))).text
    answer = send(*((f"{number}.pdf", a_pdf(b"<< /N %d >>" % number)) for number in range(3)))
    assert "le plus permis" in answer.text
    assert len(documents(session)) == 2


def test_the_place_of_a_project_is_counted(
    client: Client, session: Session, send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "document_project_mb", 1)
    client.sign_in()
    large = b"%PDF-1.7\n" + b"x" * 700_000 + b"startxref\n9\n%%EOF\n"
    assert send(("un.pdf", large)).status_code == 303
    assert "dépasseraient 1\u00a0Mo" in send(("deux.pdf", large + b"\n")).text
    assert len(documents(session)) == 1


def test_too_many_files_at_once_are_refused_before_any_is_read(client: Client, session: Session, send: Sender) -> None:
    client.sign_in()
    answer = send(*((f"{number}.pdf", a_pdf()) for number in range(21)))
    assert answer.status_code == 422
    assert "20 fichiers à la fois" in answer.text
    assert documents(session) == []


def test_a_sending_beyond_all_limits_is_cut(client: Client, send: Sender) -> None:
    client.sign_in()
    answer = send(("enorme.pdf", bytes(102 * 2**20)))
    assert answer.status_code == 413
    assert "Ce qui a été envoyé dépasse la taille permise" in answer.text


def test_a_file_larger_than_other_pages_take_is_received(client: Client, send: Sender) -> None:
    client.sign_in()
    assert send(("grand.pdf", b"%PDF-1.7\n" + b"x" * 15 * 2**20 + b"startxref\n9\n%%EOF\n")).status_code == 303


def test_a_disk_that_refuses_leaves_no_row(
    client: Client, session: Session, send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    client.sign_in()
    monkeypatch.setattr("app.documents.storage.os.fsync", full)
    answer = send(("bon.pdf", a_pdf()))
    assert answer.status_code == 503
    assert "n’a pas pu être gardé" in answer.text
    assert documents(session) == []
    assert list(storage.stored_files()) == list(storage.incoming_files()) == []


def test_an_office_letter_comes_back_as_it_was(client: Client, session: Session, send: Sender, here: str) -> None:
    client.sign_in()
    letter = a_docx()
    send(("lettre.docx", letter))
    answer = client.get(f"{here}/{documents(session)[0].id}/fichier")
    assert answer.content == letter
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")


def test_the_form_opens_filled_from_the_page_of_a_milestone(
    client: Client, session: Session, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project, title="Point d’étape")
    client.sign_in()
    link = f"{here}/nouveau?genre=preuve&amp;concerne=milestone-{milestone.id}"
    assert link in client.get(f"/projets/{project.code}/jalons").text
    page = client.get(link.replace("&amp;", "&")).text
    assert f'value="milestone-{milestone.id}" selected' in page
    assert 'value="preuve" checked' in page
