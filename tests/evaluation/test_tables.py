"""The rules, one table each; the files in tables/ are the ones to read and to complete."""

from datetime import date

import pytest

from evaluation import Indicator, Respondent, ScoredProject, aggregate, attainment, evolution, score_campaign
from evaluation.answers import read_sheet
from evaluation.confidence import maturity_of
from evaluation.criteria import criterion_score
from evaluation.rounding import round_half_up
from evaluation.words import Reading
from tests.evaluation.builders import GRID, OBSERVED, answers_of, campaign_of
from tests.evaluation.tables import cases_of, number, shown

Row = dict[str, str]


@pytest.mark.parametrize("row", cases_of("criteres"))
def test_a_respondents_criterion_follows_the_table(row: Row) -> None:
    criterion = next(part for axis in GRID.axes for part in axis.criteria if part.code == row["critère"])
    questions = [question.code for question in criterion.questions]
    partner = Respondent("P1", "association", tuple(answers_of(questions, row["réponses"].split())))
    score = criterion_score(GRID, criterion, read_sheet(GRID.axes, partner, OBSERVED))
    assert score == number(row["score"])


@pytest.mark.parametrize("row", cases_of("axes"))
def test_an_axis_follows_the_table(row: Row) -> None:
    axis = score_campaign(GRID, campaign_of(row["partenaires"]))[0].axes["innovation"]
    assert shown(axis.score) == row["score"]
    assert (axis.status, axis.confidence or "") == (row["statut"], row["confiance"])
    assert _percent(axis.coverage) == row["couverture"]
    assert _percent(axis.not_applicable) == row["sans objet"]


@pytest.mark.parametrize("row", cases_of("priorites"))
def test_a_priority_weighted_axis_follows_the_table(row: Row) -> None:
    axis = score_campaign(GRID, campaign_of(row["partenaires"], "performance"))[0].axes["performance"]
    assert (shown(axis.score), axis.status) == (row["score"], row["statut"])
    assert _percent(axis.not_applicable) == row["sans objet"]


@pytest.mark.parametrize("row", cases_of("maturite"))
def test_maturity_follows_the_table(row: Row) -> None:
    start, day = _day(row["début du projet"]), _day(row["date de la campagne"])
    assert day is not None
    assert maturity_of(GRID.axis(row["axe"]), Reading(row["lecture"]), start, day) == row["maturité"]


@pytest.mark.parametrize("row", cases_of("evolutions"))
def test_an_evolution_follows_the_table(row: Row) -> None:
    before = campaign_of(row["avant"], moment="ex_ante", reading="expected", campaign_id="c0")
    after = campaign_of(row["après"])
    found = next(one for one in evolution(GRID, [before, after]) if one.axis == "innovation")
    assert shown(found.difference) == row["évolution"]
    counted = [str(count) for count in (found.paired, found.up, found.stable, found.down)]
    assert counted == [row["appariés"], row["hausse"], row["stable"], row["baisse"]]
    assert (" ".join(found.joined), " ".join(found.left)) == (row["arrivés"], row["partis"])


@pytest.mark.parametrize("row", cases_of("indicateurs"))
def test_an_indicators_attainment_follows_the_table(row: Row) -> None:
    indicator = Indicator("I1", number(row["cible"]), number(row["mesuré"]), number(row["départ"]))
    found = attainment([indicator])
    assert shown(found.rates_percent["I1"]) == row["taux"]
    assert (shown(found.score), str(found.measured), str(found.usable)) == (
        row["score"],
        row["mesurés"],
        row["utilisables"],
    )


@pytest.mark.parametrize("row", cases_of("regions"))
def test_a_region_follows_the_table(row: Row) -> None:
    here, elsewhere = _projects("11", row["projets de la région"]), _projects("84", row["projets ailleurs"])
    axis = aggregate(GRID, here + elsewhere)[0][0].axes["innovation"]
    assert (str(axis.n), axis.level or "") == (row["n"], row["niveau"])
    figures = (axis.min, axis.median, axis.max, axis.mean, axis.mean_by_amount, axis.stabilised)
    columns = ("min", "médiane", "max", "moyenne", "moyenne par montant", "moyenne stabilisée")
    assert [shown(figure) for figure in figures] == [row[column] for column in columns]


@pytest.mark.parametrize("row", cases_of("arrondis"))
def test_a_number_is_rounded_half_up_where_it_is_shown(row: Row) -> None:
    value = number(row["valeur"])
    assert value is not None
    assert str(round_half_up(value, 1)).replace(".", ",") == row["affiché"]


def _projects(region: str, text: str) -> list[ScoredProject]:
    return [
        _project(region, rank, part.strip()) for rank, part in enumerate(filter(str.strip, text.split("|")), start=1)
    ]


def _project(region: str, rank: int, text: str) -> ScoredProject:
    score, _, amount = text.replace("€", "").replace(" ", "").partition("à")
    scores = {} if score == "-" else {"innovation": float(score)}
    return ScoredProject(f"{region}-{rank}", (region,), number(amount), scores)


def _percent(share: float | None) -> str:
    return "" if share is None else shown(100 * share)


def _day(text: str) -> date | None:
    return date(*(int(part) for part in reversed(text.split("/")))) if text else None
