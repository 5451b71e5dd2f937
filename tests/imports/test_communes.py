"""Communes, RNA and addresses as people type them."""

import pytest

from imports.cells import commune, email, postal_area, rna, site, up_to
from imports.cells.communes import meant, several
from imports.faults import UnexpectedCell
from imports.places import Commune, Places
from tests.imports.support import cell

PLACES = Places.of(
    Commune("01004", "Ambérieu-en-Bugey", "01"),
    Commune("2A004", "Ajaccio", "2A"),
    Commune("59350", "Lille", "59"),
    Commune("93066", "Saint-Denis", "93"),
    Commune("97411", "Saint-Denis", "974"),
    Commune("69123", "Lyon", "69"),
)
COMMUNE = commune(PLACES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("01004", "01004"),
        (59350, "59350"),
        ("2a004", "2A004"),
        ("97411", "97411"),
        ("LILLE", "59350"),
        ("Ambérieu en Bugey", "01004"),
        ("Lille (59350)", "59350"),
        ("Lille (59)", "59350"),
        ("St-Denis (974)", "97411"),
        ("59000 Lille", "59350"),
        ("Saint-Denis 93200", "93066"),
        ("97400 Saint-Denis", "97411"),
        ("20000 Ajaccio", "2A004"),
    ],
)
def test_a_commune_is_known_by_its_code_or_its_name(typed: str | int, code: str) -> None:
    assert COMMUNE(cell(typed)) == code


@pytest.mark.parametrize("typed", [1004, 1004.0, "1004"])
def test_a_code_that_lost_its_zero_is_proposed_never_taken(typed: str | float) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        COMMUNE(cell(typed))
    assert refused.value.proposal == "01004"
    assert refused.value.expected.endswith("peut-être «\u00a001004\u00a0» (Ambérieu-en-Bugey)\u202f?")
    assert COMMUNE(cell(refused.value.proposal)) == "01004"


@pytest.mark.parametrize("typed", ["Lile", "75011", "9999", "12", True, "Lille (75)", ""])
def test_what_is_no_commune_is_refused_without_a_proposal(typed: str | bool) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        COMMUNE(cell(typed))
    assert refused.value.proposal == ""


def test_a_name_that_several_bear_waits_for_the_departement() -> None:
    read = COMMUNE(cell("Saint Denis"))
    assert [each.code for each in meant(read, "974", PLACES)] == ["97411"]
    assert [each.code for each in meant("59350", "59", PLACES)] == ["59350"]
    told = several(meant(read, None, PLACES))
    assert told.endswith("plusieurs portent ce nom\u00a0: Saint-Denis (93066), Saint-Denis (97411)")


def test_the_communes_are_only_read_when_one_is_named() -> None:
    def load() -> list[tuple[str, str, str, str]]:
        raise AssertionError("read for nothing")

    commune(Places(load))
    with pytest.raises(AssertionError, match="read for nothing"):
        commune(Places(load))(cell("Lille"))


@pytest.mark.parametrize(
    ("typed", "area"), [("59000", "59"), ("97400", "974"), ("2A", "2A"), ("974", "974"), (35, "35"), ("20000", "20")]
)
def test_a_postal_code_or_a_departement_says_where(typed: str | int, area: str) -> None:
    assert postal_area(cell(typed)) == area


@pytest.mark.parametrize(("typed", "proposal"), [(1500, "01500"), (1, "01"), ("Ain", ""), (123456, "")])
def test_a_postal_code_that_lost_its_zero_is_proposed(typed: str | int, proposal: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        postal_area(cell(typed))
    assert refused.value.proposal == proposal


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("W751212517", "W751212517"),
        ("w 751 212 517", "W751212517"),
        (751212517, "751212517"),
        ("W9R1004567", "W9R1004567"),
    ],
)
def test_an_rna_of_any_form_is_read(typed: str | int, read: str) -> None:
    assert rna(cell(typed)) == read


@pytest.mark.parametrize("typed", ["W75/1212517", "à demander", True, "W" * 21])
def test_what_is_no_rna_is_refused(typed: str | bool) -> None:
    with pytest.raises(UnexpectedCell, match="un RNA, par exemple W751212517"):
        rna(cell(typed))


@pytest.mark.parametrize("typed", ["lia@exemple.fr", "mailto:lia@exemple.fr", " lia@exemple.fr "])
def test_an_electronic_address_follows_the_rule_of_the_pages(typed: str) -> None:
    assert email(cell(typed)) == "lia@exemple.fr"


@pytest.mark.parametrize("typed", ["lia", "lia@exemple", "a@b.fr; c@d.fr", f"{'a' * 250}@exemple.fr"])
def test_what_is_no_electronic_address_is_refused(typed: str) -> None:
    with pytest.raises(UnexpectedCell, match="une adresse électronique, par exemple"):
        email(cell(typed))


def test_a_site_without_its_scheme_is_completed_and_nothing_else_is_a_link() -> None:
    assert site(cell("exemple.fr")) == "https://exemple.fr"
    for typed in ("javascript:alert(1)", "exemple", f"https://exemple.fr/{'a' * 300}"):
        with pytest.raises(UnexpectedCell, match="l’adresse d’un site"):
            site(cell(typed))


def test_a_text_longer_than_the_pages_take_is_refused() -> None:
    assert up_to(5)(cell("12345")) == "12345"
    with pytest.raises(UnexpectedCell, match="un nom de 5 signes au plus\u202f; il y en a 6"):
        up_to(5, "un nom")(cell("123456"))
