"""The PDF: tagged, titled, in French, fonts inside, two pages, equal bytes for equal data, read from nowhere else."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.printing import pdf
from app.exchanges.printing.documents import project_sheet
from app.exchanges.printing.make import make_project_sheet, make_report
from app.exchanges.printing.report import funder_report
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import silent
from app.models import Project
from app.projects.filters import PortfolioFilter
from tests.app.exchanges.printing.pdf import catalog_of, fonts_of, read, structure_of, text_of
from tests.app.exchanges.printing.situations import a_funded_project, an_overflowing_project

DAY = date(2026, 10, 1)


def sheet(session: Session, project: Project) -> str:
    return project_sheet(session, ReportChoice(as_of=DAY, project=project.code), "Claire Martin", alone=True)


def test_a_sheet_is_tagged_titled_and_in_french(session: Session) -> None:
    reader = read(pdf.to_pdf(sheet(session, a_funded_project(session))))
    catalog = catalog_of(reader)
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Pacte local de l’alimentation, fiche projet – Fonds ODD 17"
    assert reader.metadata.author == "Fonds ODD 17"
    assert b"pdfuaid" in catalog["/Metadata"].get_object().get_data()


def test_headings_tables_and_drawings_are_in_the_structure(session: Session) -> None:
    nodes = structure_of(read(pdf.to_pdf(sheet(session, a_funded_project(session)))))
    kinds = {node["/S"] for node in nodes if "/S" in node}
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure", "/L"} <= kinds
    figures = [node for node in nodes if node.get("/S") == "/Figure"]
    assert [node for node in figures if not node.get("/Alt")] == []
    assert any("Région du projet : Hauts-de-France" in node["/Alt"].replace("\u00a0", " ") for node in figures)


def test_every_font_is_inside(session: Session) -> None:
    fonts = fonts_of(read(pdf.to_pdf(sheet(session, a_funded_project(session)))))
    assert fonts
    assert [font for font in fonts if not {"/FontFile", "/FontFile2", "/FontFile3"} & font.keys()] == []


def test_a_sheet_has_two_numbered_pages_with_its_figures(session: Session) -> None:
    reader = read(pdf.to_pdf(sheet(session, a_funded_project(session))))
    text = text_of(reader).replace("\u202f", " ").replace("\u00a0", " ")
    assert len(reader.pages) == 2
    for told in ("24 500 €", "12 250 €", "61 250 €", "Fondation Horizons", "318", "page 1 sur 2", "page 2 sur 2"):
        assert told in text


def test_however_much_there_is_to_say_it_says_it_in_two_pages(session: Session) -> None:
    project = an_overflowing_project(session)
    reader = read(pdf.to_pdf(sheet(session, project)))
    text = text_of(reader)
    assert len(reader.pages) == 2
    assert "animer.\u00a0…" in text or "animer. …" in text
    assert "autres partenaires" in text.replace("\u00a0", " ")


def test_in_a_report_it_says_it_in_one(session: Session) -> None:
    project = an_overflowing_project(session)
    html = funder_report(session, ReportChoice(as_of=DAY), "Claire Martin", alone=True).html
    reader = read(pdf.to_pdf(html))
    own = [
        page for page in reader.pages if project.code in page.extract_text() and "Indicateurs" in page.extract_text()
    ]
    assert (len(reader.pages), len(own)) == (5, 1)


def test_equal_data_give_equal_bytes(session: Session) -> None:
    html = sheet(session, a_funded_project(session))
    assert pdf.to_pdf(html) == pdf.to_pdf(html)


def test_nothing_is_read_from_elsewhere(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    html = f'<html lang="fr"><title>t</title><p>Un</p><img alt="x" src="file://{secret}"><img alt="y" src="http://127.0.0.1:1/x.png">'
    with pytest.raises(ValueError, match="nothing from elsewhere"):
        pdf.nothing("file:///etc/passwd")
    content = pdf.to_pdf(html + '<link rel="stylesheet" href="https://exemple.fr/x.css">')
    assert "secret" not in text_of(read(content))
    assert "nothing from elsewhere" in caplog.text


def test_without_the_extra_it_says_how_to_print(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_funded_project(session)
    monkeypatch.setattr(pdf, "makes_pdf", lambda: False)
    choice = ReportChoice(as_of=DAY, project=project.code)
    for make in (make_project_sheet, make_report):
        with pytest.raises(Refused, match="Enregistrer en"):
            make(session, choice, "odd17 export", tmp_path / "x.pdf", silent)
    assert make_project_sheet(session, choice, "odd17 export", tmp_path / "x.html", silent).projects == 1
    assert "<style>" in (tmp_path / "x.html").read_text()


def test_where_pango_is_missing_it_says_how_to_print(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(f"cannot load library of {name}")

    monkeypatch.setattr(pdf, "import_module", missing)
    with pytest.raises(Refused, match="Enregistrer en"):
        pdf.to_pdf("<html lang=fr><title>t</title>")


def test_progress_counts_the_projects_then_the_pages_then_the_file(session: Session, tmp_path: Path) -> None:
    project = a_funded_project(session)
    seen: list[tuple[int, int]] = []
    choice = ReportChoice(as_of=DAY, projects=PortfolioFilter(q=project.code))
    made = make_report(session, choice, "odd17 export", tmp_path / "x.pdf", lambda *told: seen.append(told))
    assert made.projects == 1
    assert seen[0] == (1, 3)
    assert seen[-1] == (3, 3)
    assert (2, 3) in seen
    assert seen == sorted(seen)
