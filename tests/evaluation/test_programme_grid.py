"""The grid of a programme: what its file must hold, each fault said in one French sentence."""

import tomllib
from typing import Any

import pytest

from evaluation import GridError
from evaluation.grids.programmes import available_programme_grids, load_programme_grid, programme_grid_text
from evaluation.programme_grid import parse_programme_grid, programme_grid_faults, programme_grid_from

REFERENCE = "evaluation-programme@1.0"


def plain(sentence: str) -> str:
    """Without the spaces that do not break."""
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def data() -> dict[str, Any]:
    return tomllib.loads(programme_grid_text(REFERENCE))


def test_every_grid_that_comes_with_the_project_reads_and_bears_its_name() -> None:
    assert REFERENCE in available_programme_grids()
    for reference in available_programme_grids():
        assert load_programme_grid(reference).reference == reference
        assert programme_grid_faults(tomllib.loads(programme_grid_text(reference))) == ()


def test_the_first_version_says_that_it_is_a_proposal_and_where_it_comes_from() -> None:
    grid = load_programme_grid(REFERENCE)
    assert grid.is_proposal
    assert "proposition du Fonds" in grid.grid.source


def test_its_horizons_are_those_of_the_trajectories() -> None:
    axes = {axis.code: axis.horizon_months for axis in load_programme_grid(REFERENCE).grid.axes}
    assert axes == {"resultats": None, "relation": None, "innovation": 84, "performance": 18, "confiance": 336}


def test_publishing_asks_for_three_viewpoints_and_the_highest_confidence_for_four() -> None:
    rules = load_programme_grid(REFERENCE).grid.publication
    assert (rules.min_profiles, rules.high_confidence_profiles) == (3, 4)


def test_each_viewpoint_reads_its_own_words() -> None:
    grid = load_programme_grid(REFERENCE)
    asked = grid.grid.questions["C2.1"]
    assert asked.text_for("acteurs_publics") != asked.text_for("porteurs")
    assert grid.prompt["P1"].text_for("porteurs") == "Racontez comment votre alliance est née."


def test_an_unknown_grid_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(GridError) as refused:
        programme_grid_text("inconnue@1")
    assert "grilles connues : evaluation-programme@1.0." in plain(str(refused.value))


def wrong(**changes: Any) -> dict[str, Any]:
    return data() | changes


def with_first_axis(**changes: Any) -> dict[str, Any]:
    whole = data()
    whole["axes"][0] |= changes
    return whole


def with_words_for(profile: str) -> dict[str, Any]:
    whole = data()
    whole["axes"][0]["criteria"][0]["questions"][0]["text_for"] = {profile: "Autrement."}
    return whole


PROMPT = {"code": "P1", "label": "Récit", "text": "Racontez."}
COUNT = {"code": "N1", "label": "Compte", "unit": "jours", "how": "Comptez."}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (wrong(prompts=[]), "il faut au moins un récit (« prompts ») et un compte (« counts »)."),
        (wrong(counts=[]), "il faut au moins un récit (« prompts ») et un compte (« counts »)."),
        (wrong(prompts=[PROMPT, PROMPT]), "le récit « P1 » figure deux fois."),
        (wrong(counts=[COUNT, COUNT]), "le compte « N1 » figure deux fois."),
        (wrong(counts=[COUNT | {"unit": ""}]), "compte « N1 » : « unit » doit être un texte"),
        (wrong(prompts=[{"label": "Récit", "text": "…"}]), "récit n° 1 : il manque « code »."),
        (wrong(prompts=[PROMPT | {"text_for": {"mairie": "…"}}]), "parle d’un point de vue inconnu : mairie"),
        (with_first_axis(weighting="priorities"), "ne peut pas être pondéré par des priorités."),
        (with_words_for("association"), "la question « A1.1 » parle d’un point de vue inconnu : association"),
        (wrong(scale=data()["scale"] | {"evidence_labels": ["a", "b", "c", "d"]}), "trois niveaux de preuve au plus."),
        (wrong(indices=[{"code": "i", "label": "I", "axes": ["inconnu"]}]), "cite un axe inconnu : inconnu."),
    ],
)
def test_a_fault_is_said_where_it_is(given: dict[str, Any], sentence: str) -> None:
    faults = [plain(fault) for fault in programme_grid_faults(given)]
    assert any(sentence in fault for fault in faults), faults
    with pytest.raises(GridError):
        programme_grid_from(given)


def test_every_fault_is_said_at_once() -> None:
    given = wrong(prompts=[PROMPT | {"text": 3}], counts=[COUNT | {"how": None}], title="")
    assert len(programme_grid_faults(given)) == 3


def test_a_file_that_is_no_toml_says_where_it_goes_wrong() -> None:
    with pytest.raises(GridError, match="ne se lit pas à la ligne 2"):
        parse_programme_grid("id = 'x'\nversion =\n")


@pytest.mark.parametrize("given", [None, [], "texte", {}])
def test_what_is_no_grid_at_all_is_refused(given: object) -> None:
    assert programme_grid_faults(given)
