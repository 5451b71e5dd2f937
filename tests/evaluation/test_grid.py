"""A grid is data that checks itself."""

import re

import pytest

from evaluation import Grid, GridError, available_grids, grid_text, load_grid, parse_grid
from tests.evaluation.builders import GRID

REFERENCE = "evaluation-partenariale@1.0"
TEXT = grid_text(REFERENCE)


def test_the_published_grid_has_five_axes_and_28_questions() -> None:
    assert [axis.code for axis in GRID.axes] == ["resultats", "relation", "innovation", "performance", "confiance"]
    assert sum(len(axis.questions) for axis in GRID.axes) == 28
    assert len(GRID.approaches) == 7


def test_a_grids_file_bears_its_own_reference() -> None:
    assert REFERENCE in available_grids()
    assert all(load_grid(reference).reference == reference for reference in available_grids())


def test_wording_follows_the_profile() -> None:
    criterion = GRID.axis("performance").criteria[0]
    question = criterion.questions[0]
    assert criterion.label_for("collectivite") == "Cohésion sociale"
    assert criterion.label_for("entreprise") == "Richesses humaines"
    assert question.text_for("collectivite") == "L'alliance a renforcé la cohésion sociale du territoire."
    assert question.text_for("entreprise") == question.text


def test_the_scale_names_its_levels_and_what_is_not_a_level() -> None:
    assert [GRID.scale.label(value) for value in (0, 4, "NA", "NSP")] == [
        "Pas du tout",
        "Très fort",
        "Sans objet",
        "Ne sait pas",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "A1.2"', 'code = "A1.1"', "la question « A1.1 » figure deux fois"),
        ('code = "A2"', 'code = "A1"', "le critère « A1 » figure deux fois"),
        ('code = "relation"', 'code = "resultats"', "l’axe ou l’indice « resultats » figure deux fois"),
        ('code = "impact"', 'code = "relation"', "l’axe ou l’indice « relation » figure deux fois"),
        ('approach = "efficience"', 'approach = "charme"', "suit une approche inconnue : charme"),
        ('axes = ["innovation",', 'axes = ["bonheur",', "l’indice « impact » cite un axe inconnu : bonheur"),
        (
            "weight = 1",
            "weight = 0",
            "axe « resultats », critère « A1 » : « weight » doit être plus grand que 0 (lu : 0)",
        ),
        ("weight = 1", "weight = -2", "« weight » doit être plus grand que 0 (lu : -2)"),
        ("weight = 1", "weight = nan", "« weight » doit être un nombre"),
        ('labels = ["Pas du tout", ', "labels = [", "il faut 5 libellés, un par niveau (lu : 4)"),
        ("max = 4", "max = 0", "« max » doit être au moins égal à 1"),
        (
            "published_coverage = 0.6",
            "published_coverage = 60",
            "« published_coverage » doit être compris entre 0 et 1",
        ),
        ("provisional_coverage = 0.4", "provisional_coverage = 0.7", "doit être compris entre 0 et 0.6"),
        ("min_respondents = 2", "min_respondents = 0", "« min_respondents » doit être au moins égal à 1"),
        ("question_gap_levels = 2", "question_gap_levels = 9", "doit être compris entre 1 et 4"),
        ("fragile_max = 4", "fragile_max = 1", "« fragile_max » doit être au moins égal à 2"),
        ("horizon_months = 84", 'horizon_months = "sept ans"', "« horizon_months » doit être un nombre entier"),
        ('weighting = "priorities"', 'weighting = "humeur"', "« weighting » doit être l’un de : priorities"),
        ("initial = true", 'initial = "oui"', "axe « relation » : « initial » doit être vrai ou faux"),
        ("published_on = 2026-11-22", 'published_on = "hier"', "« published_on » doit être une date"),
        ('version = "1.0"', "", "Grille : il manque « version »"),
        ("[scale]", "[échelle", "Grille : le fichier ne se lit pas à la ligne"),
    ],
)
def test_a_grid_that_contradicts_itself_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    with pytest.raises(GridError) as refused:
        parse_grid(TEXT.replace(old, new, 1))
    assert sentence in str(refused.value).replace("\u00a0", " ")


def test_a_grid_without_axis_is_refused() -> None:
    text = re.sub(r"\[\[axes\]\].*", "", TEXT, flags=re.DOTALL).replace("[scale]", "axes = []\n[scale]", 1)
    with pytest.raises(GridError, match="il faut au moins un axe"):
        parse_grid(text)


def test_an_unknown_grid_is_refused_with_the_known_ones() -> None:
    with pytest.raises(GridError, match=re.escape(REFERENCE)):
        load_grid("inconnue@1.0")


def test_a_profile_leaves_from_three_respondents_unless_the_grid_says_more() -> None:
    assert GRID.confidentiality.min_respondents_per_profile == 3
    assert confidential(5).confidentiality.min_respondents_per_profile == 5


def test_a_threshold_that_would_show_a_partner_is_refused() -> None:
    with pytest.raises(GridError, match="doit être au moins égal à 2"):
        confidential(1)


def test_a_grid_that_would_publish_one_partner_is_refused() -> None:
    alone = TEXT.replace("min_profiles = 2", "min_profiles = 1")
    with pytest.raises(GridError, match="d’un seul profil demande au moins 3 répondants"):
        parse_grid(alone)
    assert parse_grid(alone.replace("min_respondents = 2", "min_respondents = 3")).publication.min_profiles == 1


def confidential(least: int) -> Grid:
    return parse_grid(f"{TEXT}\n[confidentiality]\nmin_respondents_per_profile = {least}\n")
