"""Photographs each sheet of the workbooks, for docs/classeurs.md: `.venv/bin/pytest tests/app/exchanges/gallery.py`.

Run only when named: it writes in `docs/`. LibreOffice prints in French, `pdftotext` finds where each sheet begins,
`pdftoppm` draws its first page.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from app.demo import load_demo
from tests.app.exchanges.every_workbook import WORKBOOKS
from tests.support.excel.book import Book

FOLDER, INDEX = Path("docs/images/classeurs"), Path("docs/classeurs.md")
RESOLUTION, QUALITY = 55, 50
ALLOWED_SECONDS = 3_600
"""LibreOffice draws hundreds of pages; a slow machine takes more than what a test is given."""
SHOWN: Mapping[str, str] = {
    "classeur bailleur": "bailleur",
    "classeur bailleur, variante accessible": "accessible",
    "portefeuille": "portefeuille",
    "évaluation de programme": "programme",
    "feuille de route": "feuille-de-route",
    "modèle rempli, projets": "suivi",
}
ONLY = {"accessible": ("Synthèse",)}
"""Where the other sheets are those shown above."""
HEAD = """# Les classeurs

La première page imprimée de chaque feuille, sur la démonstration, telle que LibreOffice la rend ; refaites par
`.venv/bin/pytest tests/app/exchanges/gallery.py`. Excel les met en page de même, aux lettres près.
"""
FRENCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>"""


class Shot(NamedTuple):
    sheet: str
    file: str


@pytest.mark.timeout(ALLOWED_SECONDS)
def test_every_sheet_is_photographed(session: Session, tmp_path: Path) -> None:
    load_demo(session)
    session.flush()
    FOLDER.mkdir(parents=True, exist_ok=True)
    books = {slug: tmp_path / f"{slug}.xlsx" for slug in SHOWN.values()}
    for name, slug in SHOWN.items():
        books[slug].write_bytes(WORKBOOKS[name](session, tmp_path))
    printed(tmp_path, list(books.values()))
    shots = {name: list(photographed(books[slug], slug)) for name, slug in SHOWN.items()}
    INDEX.write_text(HEAD + "".join(told(name, own) for name, own in shots.items()), encoding="utf-8")
    assert all(shots.values())
    for old in {path.name for path in FOLDER.glob("*.jpg")} - {shot.file for own in shots.values() for shot in own}:
        (FOLDER / old).unlink()


def printed(folder: Path, files: list[Path]) -> None:
    """One run for all the files; each gets its PDF beside it."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(FRENCH)
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
        str(folder), *map(str, files))  # fmt: skip


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=ALLOWED_SECONDS).stdout


def photographed(book: Path, slug: str) -> Iterator[Shot]:
    pdf = str(book.with_suffix(".pdf"))
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    for title, page in first_pages(Book(book.read_bytes()).titles, pages):
        if title in ONLY.get(slug, (title,)):
            file = f"{slug}-{re.sub(r'[^a-z0-9]+', '-', plain(title)).strip('-')}"
            run("pdftoppm", "-f", str(page), "-l", str(page), "-r", str(RESOLUTION), "-jpeg", "-jpegopt",
                f"quality={QUALITY}", "-singlefile", pdf, str(FOLDER / file))  # fmt: skip
            yield Shot(title, f"{file}.jpg")


def first_pages(titles: list[str], pages: list[str]) -> Iterator[tuple[str, int]]:
    """The first one begins the file; the others are told by the foot of their pages, which one that is hidden lacks."""
    yield titles[0], 1
    for title in titles[1:]:
        foot = re.compile(rf"^ *[^\n]+ – {re.escape(title)} +Page", re.MULTILINE)
        found = next((number for number, page in enumerate(pages, 1) if foot.search(page)), None)
        if found:
            yield title, found


def plain(title: str) -> str:
    return title.lower().translate(str.maketrans("éèêàâôîûç", "eeeaaoiuc"))


def told(name: str, shots: list[Shot]) -> str:
    heading = name[0].upper() + name[1:]
    pictures = "\n\n".join(f"![{heading}, feuille {own.sheet}](images/classeurs/{own.file})" for own in shots)
    return f"\n## {heading}\n\n{pictures}\n"
