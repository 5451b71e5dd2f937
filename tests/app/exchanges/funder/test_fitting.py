"""A workbook too large for Excel is refused when it is asked for: counted, and nothing read."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.exchanges.funder import fitting, make
from app.exchanges.funder.content import wanted
from app.exchanges.funder.fitting import refuse_too_large
from app.exchanges.funder.past import Past
from app.exchanges.reports.choice import ReportChoice
from app.projects.filters import matching_projects
from evaluation import load_grid
from imports.export import tables
from tests.app.exchanges.funder.books import lines, written
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID
from tests.support.queries import counted

SAID = (
    r"^Ce classeur porterait sur 7\u00a0projets\u202f: sa feuille «\u00a0Réponses\u00a0» aurait au moins "
    r"\d+\u00a0lignes, et n’en tient que 18\. Choisissez une région, un programme ou un financeur, "
    "ou ne gardez pas «\u00a0Synthèse\u00a0»"
)
COUNTED = ("Réponses", "Calcul", "Scores", "Jalons", "Indicateurs", "Opérations")


@pytest.fixture
def seven(session: Session) -> None:
    drawn_portfolio(session, 3, [load_grid(GRID)], projects=7)


@pytest.fixture
def crowded(seven: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FEW", 5)
    monkeypatch.setattr(tables, "MOST_ROWS", 20)


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("day", [date(2024, 6, 30), None])
def test_what_is_counted_is_never_more_than_what_is_written(session: Session, tmp_path: Path, day: date | None) -> None:
    book = load_workbook(written(session, tmp_path / "classeur.xlsx", day))
    choice = ReportChoice(day or clock.today())
    ids, past = matching_projects(choice.projects), Past(choice.as_of, clock.today())
    found = dict(fitting._rows(session, ids, past, wanted(choice)))
    there = {title: len(lines(book, title)) for title in COUNTED}
    assert found.keys() == there.keys()
    assert all(found[title] <= there[title] for title in COUNTED), (found, there)
    for title in ("Scores", "Jalons", "Indicateurs"):
        assert found[title] == there[title]
    if day is None:
        assert all(2 * found[title] >= there[title] for title in COUNTED), (found, there)


@pytest.mark.usefixtures("crowded")
def test_too_many_answers_are_refused_before_anything_is_read(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "read_record", None)  # ne sera pas appelé
    out = tmp_path / "classeur.xlsx"
    with counted(session.connection()) as statements, pytest.raises(Refused, match=SAID) as refusal:
        written(session, out)
    assert refusal.value.field == "feuilles"
    assert len(statements) == 3
    assert not out.exists()


@pytest.mark.usefixtures("crowded")
def test_without_the_sheets_named_the_rest_may_leave(session: Session) -> None:
    refuse_too_large(session, ReportChoice(clock.today(), sheets=("Jalons", "Indicateurs")))


@pytest.mark.usefixtures("seven")
def test_steps_are_fewer_for_their_formulas_are_long(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FEW", 5)
    monkeypatch.setattr(fitting, "MOST_STEPS", 20)
    with pytest.raises(Refused, match=r"«\u00a0Calcul\u00a0» .* n’en tient que 20"):
        refuse_too_large(session, ReportChoice(clock.today()))
    assert fitting.most_rows("Scores") == 1_048_574


@pytest.mark.usefixtures("crowded")
def test_few_projects_are_not_counted_further(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FEW", 7)
    with counted(session.connection()) as statements:
        refuse_too_large(session, ReportChoice(clock.today()))
    assert len(statements) == 1
