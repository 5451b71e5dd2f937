"""The evaluation of a programme, worked by hand: `tables/programmes*.csv` are the ones to read and to complete."""

from datetime import date
from fractions import Fraction

import pytest

from evaluation import Answer, Grid
from evaluation.grids.programmes import load_programme_grid
from evaluation.programme import Counted, Review, Voice, score_programme
from evaluation.programme_words import Phase
from tests.evaluation.tables import cases_of

Row = dict[str, str]
GRID: Grid = load_programme_grid("evaluation-programme@1.0").grid
QUESTIONS = [question.code for question in GRID.axis("innovation").questions]
EXACT = 1e-9


@pytest.mark.parametrize("row", cases_of("programmes"))
def test_a_programme_follows_the_table(row: Row) -> None:
    score = score_programme(GRID, _review(row))
    assert (" ".join(score.missing), " ".join(score.silent)) == (row["manquants"], row["silencieux"])
    if not row["statut"]:
        assert score.reading is None
        return
    assert score.reading is not None
    axis, spread = score.reading.axes["innovation"], score.reading.axes["innovation"].dispersion
    assert (axis.status, axis.confidence or "", axis.maturity) == (row["statut"], row["confiance"], row["maturité"])
    assert " ".join(axis.dialogue_questions) == row["dialogue"]
    _same(axis.score, row["score"])
    _same(axis.coverage, row["couverture"])
    _same(axis.not_applicable, row["sans objet"])
    _same(spread.range if spread else None, row["étendue"])
    _same(spread.profile_gap if spread else None, row["écart des points de vue"])


@pytest.mark.parametrize("row", cases_of("programmes_ages"))
def test_what_an_axis_may_claim_follows_the_table(row: Row) -> None:
    review = Review("1", Phase(row["âge"]), _day(row["date"]) or date.min, _day(row["début"]))
    reading = score_programme(GRID, review).reading
    assert reading is not None
    assert reading.axes[row["axe"]].maturity == row["maturité"]


@pytest.mark.parametrize("row", [*cases_of("programmes"), *cases_of("programmes_ages")])
def test_every_row_explains_itself(row: Row) -> None:
    assert row["explication"].endswith(".")


def test_the_tables_meet_every_age_status_and_way_to_be_silent() -> None:
    rows = [case.values[0] for case in cases_of("programmes")]  # type: ignore[attr-defined]
    assert {row["âge"] for row in rows} == {phase.value for phase in Phase}
    assert {row["statut"] for row in rows} == {"", "published", "provisional", "insufficient", "not_suited"}
    assert {row["confiance"] for row in rows} == {"", "A", "B", "C", "D"}
    assert any(row["manquants"] for row in rows)
    assert any(row["silencieux"] for row in rows)


def _review(row: Row) -> Review:
    voices = tuple(_voice(rank, text.split(), row["preuve"]) for rank, text in enumerate(_parts(row["voix"]), 1))
    return Review("1", Phase(row["âge"]), _day(row["date"]) or date.min, _day(row["début"]), voices)


def _parts(text: str) -> list[str]:
    return [part for part in text.split("|") if part.strip()]


def _voice(rank: int, words: list[str], evidence: str) -> Voice:
    """« porteurs 3 ? x . R »: the answers to the questions of the axis, then R for a story, N for a count."""
    viewpoint, signs, more = words[0], words[1:5], words[5:]
    values: dict[str, int | str] = {"x": "NA", "?": "NSP"}
    answers = tuple(
        Answer(question, "observed", values.get(sign) or int(sign), int(evidence) if sign.isdigit() else 0)
        for question, sign in zip(QUESTIONS, signs, strict=True)
        if sign != "."
    )
    told = frozenset({"P1"} if "R" in more else ())
    counted = (Counted("N1", low=None, no_value="NSP"),) if "N" in more else ()
    return Voice(f"V{rank}", viewpoint, answers, told, counted)


def _same(value: float | None, fraction: str) -> None:
    expected = float(Fraction(fraction)) if fraction else None
    assert (value is None) == (expected is None)
    assert value is None or expected is None or abs(value - expected) <= EXACT


def _day(text: str) -> date | None:
    return date(*(int(part) for part in reversed(text.split("/")))) if text else None
