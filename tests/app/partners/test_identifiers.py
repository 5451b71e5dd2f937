import pytest

from app.partners.identifiers import IdentifierError, check_rna, check_siren, check_siret, rna_warning


@pytest.mark.parametrize("typed", ["732829320", "732 829 320", "732\u00a0829\u202f320", " 732.829.320 "])
def test_a_siren_is_read_whatever_its_spaces(typed: str) -> None:
    assert check_siren(typed) == "732829320"


def test_leading_zeros_are_kept() -> None:
    assert check_siren("005520135") == "005520135"


@pytest.mark.parametrize("typed", ["732829321", "73282932", "abc", "", "٧٣٢٨٢٩٣٢٠"])
def test_a_wrong_siren_is_refused_in_french(typed: str) -> None:
    with pytest.raises(IdentifierError, match="SIREN"):
        check_siren(typed)


@pytest.mark.parametrize("typed", ["73282932000074", "356 000 000 00048", "35600000049837"])
def test_a_siret_is_read_and_those_of_la_poste_follow_their_own_key(typed: str) -> None:
    assert len(check_siret(typed)) == 14


def test_a_siret_whose_key_is_wrong_is_refused_even_at_la_poste() -> None:
    for typed in ("73282932000075", "35600000049838"):
        with pytest.raises(IdentifierError, match="clé de ce SIRET"):
            check_siret(typed)


def test_an_unusual_rna_is_kept_with_a_warning() -> None:
    assert check_rna("w751 212 517") == "W751212517"
    assert rna_warning("W751212517") == ""
    assert rna_warning("W9R1002345") == ""
    assert "forme habituelle" in rna_warning(check_rna("67 123/45".replace("/", "-")))


def test_an_rna_that_no_register_would_write_is_refused() -> None:
    with pytest.raises(IdentifierError, match="RNA"):
        check_rna("W/7512?")
