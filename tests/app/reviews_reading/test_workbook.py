"""The workbook of a review: LibreOffice finds every figure again; nothing leaves that may not."""

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from app.exchanges.programme_reviews.workbook import review_workbook
from app.models import ProgrammeResult
from tests.app.exchanges.funder.books import lines, texts
from tests.app.exchanges.funder.office import disagreements, recalculated
from tests.app.reviews.situations import a_published_review
from tests.app.reviews_reading.readings import FUND, a_crowded_review, for_the, read


def written(session: Session, result: ProgrammeResult, out: Path) -> Path:
    source = read(session, result)
    content, _ = review_workbook(session, source.programme_code, source.review_id, "Claire Martin")
    out.write_bytes(content)
    return out


def book_of(session: Session, result: ProgrammeResult, folder: Path) -> Workbook:
    return load_workbook(written(session, result, folder / "classeur.xlsx"), data_only=True)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_every_formula_is_found_again(session: Session, tmp_path: Path) -> None:
    files = [
        written(session, a_published_review(session), tmp_path / "muet.xlsx"),
        written(session, a_published_review(session, "modelisation"), tmp_path / "signaux.xlsx"),
        written(session, a_crowded_review(session), tmp_path / "douze.xlsx"),
    ]
    checked = [disagreements(*pair) for pair in zip(files, recalculated(tmp_path, files), strict=True)]
    assert [wrong for _, found in checked for wrong in found] == []
    assert all(count > 400 for count, _ in checked)


def test_scores_are_those_of_the_result(session: Session, tmp_path: Path) -> None:
    result = a_published_review(session)
    book = book_of(session, result, tmp_path)
    shown = {line["Axe"]: line["Score"] for line in lines(book, "Scores")}
    own = for_the(FUND, session, result)
    assert {axis.label: shown[axis.label] for axis in own.axes} == pytest.approx(
        {axis.label: axis.score for axis in own.axes}, abs=1e-9
    )
    assert [line["Taux"] for line in lines(book, "Repères chiffrés")] == [80, 125, None]


def test_its_words_are_those_of_a_programme(session: Session, tmp_path: Path) -> None:
    book = book_of(session, a_published_review(session), tmp_path)
    assert book.sheetnames == [
        "Lisez-moi", "Points de vue", "Scores", "Réponses", "Calcul", "Poids", "Grille", "Paroles", "Comptes",
        "Repères chiffrés", "Preuves",
    ]  # fmt: skip
    first = lines(book, "Réponses")[0]
    assert (first["Phase"], first["Voix"]) == ("Déploiement", "Voix\xa01")
    assert {line["Ligne"] for line in lines(book, "Calcul")} == {"Voix", "Groupe", "Programme"}


def test_no_voice_is_named_and_a_word_needs_its_author(session: Session, tmp_path: Path) -> None:
    found = texts(book_of(session, a_published_review(session), tmp_path))
    assert not [text for text in found if "fictif" in text or "fictive" in text]
    assert "Un repas, puis une idée." in found
    assert "Investir dans le temps de se parler." not in found
    assert read(session, a_published_review(session)).digest not in found


def test_a_viewpoint_is_a_group_named_from_three_voices(session: Session, tmp_path: Path) -> None:
    few = {line["Groupe"] for line in lines(book_of(session, a_published_review(session), tmp_path), "Réponses")}
    assert few == {"Groupe\xa0A", "Groupe\xa0B", "Groupe\xa0C", "Groupe\xa0D"}
    many = {line["Groupe"] for line in lines(book_of(session, a_crowded_review(session), tmp_path), "Réponses")}
    assert many == {"Porteurs", "Territoires", "Investisseurs sociétaux", "Acteurs publics"}


def test_emergence_has_words_and_no_score(session: Session, tmp_path: Path) -> None:
    book = book_of(session, a_published_review(session, "emergence"), tmp_path)
    assert book.sheetnames == ["Lisez-moi", "Points de vue", "Paroles", "Preuves"]


def test_equal_data_gives_equal_bytes(session: Session, tmp_path: Path) -> None:
    result = a_published_review(session)
    one, other = (written(session, result, tmp_path / f"{n}.xlsx").read_bytes() for n in (1, 2))
    assert one == other
