"""What is taken in is what its name says, and nothing of it runs; the rest is refused with a reason."""

import io
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from app.documents.contents import Rejected, check
from tests.app.documents.files import OVERRIDE, a_docx, a_jpeg, a_pdf, a_png, a_zip, an_odt, pressed_objects

LIMIT = 20 * 2**20
MACRO_TYPE = OVERRIDE.format("/word/vbaProject.bin", "application/vnd.ms-office.vbaProject")
OUTSIDE = '<Relationships><Relationship Type="http://x/attachedTemplate" TargetMode="External"/></Relationships>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(300)
ATTACHED = b"<< /Names << /EmbeddedFiles << >> >> >>"


def refusal_of(name: str, content: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(Rejected) as refusal:
        check(name, io.BytesIO(content), limit)
    return refusal.value.sentence


def test_everyday_files_are_taken_in() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG")
    drawing = io.BytesIO()
    Image.new("RGBA", (40, 30)).save(drawing, "PNG")
    everyday = {
        "convention.PDF": a_pdf(pressed_objects(b"<< /Type /Page >>")),
        "lettre.docx": a_docx(),
        "bilan.odt": an_odt({"Basic/script-lc.xml": "<x/>"}),
        "photo.jpg": photo.getvalue() + b"what a telephone adds",
        "plan.png": drawing.getvalue(),
        "note.txt": "Réunion du 3 mai\r\n".encode("cp1252"),
        "liste.csv": "\ufeffnom;prix\r\nÉpicerie;12\r\n".encode(),
        "export.csv": "nom;prix\r\n".encode("utf-16"),
        "www.exemple.com.pdf": a_pdf(),
    }
    for name, content in everyday.items():
        found = check(name, io.BytesIO(content), LIMIT)
        assert (found.size, found.warning) == (len(content), ""), name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>", "ne concordent pas"),
        ("page.txt", b"<!DOCTYPE html><script>alert(1)</script>", "ne concordent pas"),
        ("dessin.txt", b"\n  " + SVG, "ne concordent pas"),
        ("script.csv", b"#!/bin/sh\nrm -rf /\n", "ne concordent pas"),
        ("programme.txt", EXE, "ne concordent pas"),
        ("lettre.txt", b"{\\rtf1 \\object}", "ne concordent pas"),
        ("programme.pdf", EXE, "ne concordent pas"),
        ("programme.jpg", EXE, "ne concordent pas"),
        ("archive.docx", a_zip({"a.txt": "a"}), "ne concordent pas"),
        ("lettre.odt", a_docx(), "ne concordent pas"),
        ("lettre.docx", an_odt(), "ne concordent pas"),
        ("classeur.xlsx", a_docx(), "ne concordent pas"),
        ("tableur.ods", an_odt(), "ne concordent pas"),
        ("ancien.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ne concordent pas"),
        ("dessin.svg", SVG, "n’est pas accepté"),
        ("programme.exe", EXE, "n’est pas accepté"),
        ("page.html", b"<p>", "n’est pas accepté"),
        ("lettre.docm", a_docx(), "n’est pas accepté"),
        ("archive.zip", a_zip({"a.txt": "a"}), "n’est pas accepté"),
        ("lettre", a_pdf(), "sans extension"),
        ("facture.exe.pdf", a_pdf(), "deux extensions"),
        ("vide.pdf", b"", "vide"),
    ],
)
def test_a_name_and_a_content_that_disagree_are_refused(name: str, content: bytes, words: str) -> None:
    assert words in refusal_of(name, content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", a_docx({"word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", a_docx(types=MACRO_TYPE), "macros"),
        ("a.docx", a_docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        ("a.docx", a_docx({"word/activeX/activeX1.xml": "<x/>"}), "macros"),
        ("a.docx", a_docx({"word/embeddings/oleObject1.bin": b"x"}), "objet incorporé"),
        ("a.docx", a_docx({"word/_rels/settings.xml.rels": OUTSIDE}), "modèle"),
        ("a.docx", a_docx({"word/document.xml": "<w:document/>", "[content_types].xml": "<x/>"}), "abîmé"),
        ("a.odt", an_odt({"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        ("a.odt", an_odt({"Scripts/python/a.py": "x"}), "macros"),
        ("a.odt", an_odt({"content.xml": '<a><script:event-listener xlink:href="x"/></a>'}), "ailleurs"),
        ("a.odt", an_odt(manifest="<manifest:encryption-data/>"), "mot de passe"),
        ("a.pdf", a_pdf(b"<< /S /JavaScript /JS (app.alert) >>"), "programme"),
        ("a.pdf", a_pdf(b"<< /S /J#61vaScript >>"), "programme"),
        ("a.pdf", a_pdf(b"<< /S /Launch /F (cmd.exe) >>"), "programme"),
        ("a.pdf", a_pdf(pressed_objects(b"<< /S /JavaScript >>")), "programme"),
        ("a.pdf", a_pdf(b"<< /Type /ObjStm >>\nstream\n<< /S /Launch >>\nendstream"), "programme"),
        ("a.pdf", a_pdf(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxyz\nendstream"), "abîmé"),
        ("a.pdf", a_pdf(tail=a_zip({"a.js": "x"})), "archive est cachée"),
        ("a.jpg", a_jpeg(a_zip({"a.js": "x"})), "archive est cachée"),
        ("a.png", a_png(tail=b"<script>"), "autre chose"),
        ("a.png", a_png(width=100_000, height=100_000), "100 millions"),
    ],
)
def test_what_could_act_by_itself_is_refused(name: str, content: bytes, words: str) -> None:
    assert words in refusal_of(name, content)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.png", "a.jpg"])
def test_a_file_cut_short_is_refused(name: str) -> None:
    whole = {"a.pdf": a_pdf(), "a.docx": a_docx(), "a.odt": an_odt(), "a.png": a_png(), "a.jpg": a_jpeg()}[name]
    assert "abîmé" in refusal_of(name, whole[: len(whole) - 8])


@pytest.mark.parametrize(("own", "words"), [(ATTACHED, "fichiers joints"), (b"<< /Encrypt 4 0 R >>", "protégé")])
def test_a_pdf_that_carries_files_or_is_locked_is_told(own: bytes, words: str) -> None:
    assert words in check("a.pdf", io.BytesIO(a_pdf(own)), LIMIT).warning


def test_letters_of_a_drawing_are_not_taken_for_an_action() -> None:
    drawing = b"<< /Length 20 >>\nstream\nxx/JS yy/Launch zz\nendstream"
    assert check("a.pdf", io.BytesIO(a_pdf(drawing)), LIMIT).warning == ""


def test_a_file_over_the_limit_is_refused_before_its_content_is_read() -> None:
    assert "dépasse 1\u00a0Mo" in refusal_of("a.pdf", bytes(2**20 + 1), 2**20)


def test_a_small_archive_that_holds_an_enormous_one_is_not_opened() -> None:
    bomb = a_docx({"word/media/a.xml": bytes(210 * 2**20)})
    many = a_docx({f"word/{number}.xml": "" for number in range(5_001)})
    pressed = a_docx({"word/media/a.xml": bytes(30 * 2**20)})
    assert len(bomb) < 2**20
    for content in (bomb, many, pressed):
        started = time.process_time()
        assert "plus qu’il ne pèse" in refusal_of("a.docx", content)
        assert time.process_time() - started < 2


def test_a_size_that_lies_is_found_while_reading() -> None:
    honest = a_docx({"word/lie.xml": os.urandom(3_000_000)})
    for declared in (10, 2_999_999):
        lying = honest.replace((3_000_000).to_bytes(4, "little"), declared.to_bytes(4, "little"))
        assert lying != honest
        assert "abîmé" in refusal_of("a.docx", lying)


def test_names_that_lead_out_of_the_archive_are_refused() -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "..\\..\\a", "C:/a"):
        kept = io.BytesIO(a_docx())
        with zipfile.ZipFile(kept, "a") as archive:
            archive.writestr(name, "x")
        assert "abîmé" in refusal_of("a.docx", kept.getvalue())


def test_entities_and_outside_types_are_refused() -> None:
    doctype = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Types>&x;</Types>'
    assert "abîmé" in refusal_of("a.docx", a_zip({"[Content_Types].xml": doctype, "word/document.xml": "x"}))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_what_libreoffice_saves_is_taken_in(tmp_path: Path) -> None:
    sheet = tmp_path / "tableau.csv"
    sheet.write_text("nom;prix\nÉpicerie;12\n", encoding="utf-8")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    for suffix in ("xlsx", "ods", "pdf"):
        command = ["soffice", home, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(sheet)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made = sheet.with_suffix(f".{suffix}")
        with made.open("rb") as stream:
            assert check(made.name, stream, LIMIT).warning == ""
