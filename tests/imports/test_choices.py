import pytest

from imports.cells import choice, choices, region, status
from imports.faults import UnexpectedCell
from imports.vocabulary import DEFAULT_VOCABULARY
from tests.imports.support import cell

REGION = region(DEFAULT_VOCABULARY.regions)
STATUS = status(DEFAULT_VOCABULARY.statuses)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("IDF", "11"),
        ("Ile de France", "11"),
        ("Centre Val de Loire", "24"),
        ("BFC", "27"),
        ("PACA", "93"),
        ("Provence-Alpes-Côte d'Azur", "93"),
        ("Nouvelle Aquitaine", "75"),
        ("75", "75"),
        ("LA RÉUNION", "04"),
        ("04", "04"),
        (84.0, "84"),
        ("Midi-Pyrénées", "76"),
    ],
)
def test_a_region_is_known_by_name_code_or_nickname(typed: str | float, code: str) -> None:
    assert REGION(cell(typed)) == code


@pytest.mark.parametrize("typed", [4, 4.0, "4"])
def test_a_region_code_that_lost_its_zero_is_asked_about(typed: str | float) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        REGION(cell(typed))
    assert refused.value.expected == "une région\u202f; peut-être «\u00a004\u00a0» (La Réunion)\u202f?"
    assert REGION(cell(refused.value.proposal)) == "04"


@pytest.mark.parametrize("typed", ["Interrégional", "national", "—"])
def test_an_interregional_project_has_no_region(typed: str) -> None:
    assert REGION(cell(typed)) is None


def test_an_unknown_region_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnexpectedCell, match="peut-être «\u00a0Bretagne\u00a0»"):
        REGION(cell("Bretange"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Validé", "valide"),
        ("CONVENTIONNÉ", "conventionne"),
        ("En cours", "en_cours"),
        ("terminée", "termine"),
        ("repere", "repere"),
    ],
)
def test_a_status_is_known_by_its_word(typed: str, code: str) -> None:
    assert STATUS(cell(typed)) == (code,)


def test_clos_is_finished_and_may_be_capitalised() -> None:
    assert STATUS(cell("Clos")) == ("termine", "capitalise")


def test_an_unknown_status_is_refused_with_the_list() -> None:
    with pytest.raises(UnexpectedCell, match="un statut, parmi\u00a0: Repéré, En instruction, Validé"):
        STATUS(cell("Zzz"))


def test_several_domains_fit_in_one_cell() -> None:
    assert choices(DEFAULT_VOCABULARY.domains)(cell("Énergie, mobilité / ENERGIE")) == ("energie", "mobilite")


def test_lists_edited_by_people_are_read_too() -> None:
    edited = DEFAULT_VOCABULARY.with_lists(domains={"eau": "Eau et rivières", "energie": "Énergies"})
    assert choice(edited.domains)(cell("eau et rivieres")) == "eau"
    assert choice(edited.domains)(cell("energies")) == "energie"
    with pytest.raises(UnexpectedCell):
        choice(edited.domains)(cell("Mobilité"))


@pytest.mark.parametrize(
    ("read", "proposed"),
    [("Bretange", "Bretagne"), ("Occitanye", "Occitanie"), ("Atlantide", "")],
)
def test_a_word_near_one_of_the_list_is_proposed_to_be_read_instead(read: str, proposed: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        region(DEFAULT_VOCABULARY.regions)(cell(read))
    assert refused.value.proposal == proposed


def test_of_several_words_the_whole_cell_is_proposed_again_or_nothing() -> None:
    parse = choices(DEFAULT_VOCABULARY.domains)
    for read, proposed in (("Energi; emploi", "Énergie; Emploi"), ("Energi; zzz", "")):
        with pytest.raises(UnexpectedCell) as refused:
            parse(cell(read))
        assert refused.value.proposal == proposed
