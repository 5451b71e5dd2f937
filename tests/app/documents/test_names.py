"""Names that come from anywhere, and headers that nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.contents.names import MAX_NAME, disposition, safe_name, title_of


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Léa\\Bilan 2026.pdf", "Bilan 2026.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie- x.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("..pdf", "pdf"),
        ("  .  ", "document"),
        ("con\u200bvention\u00a0 signée.pdf", "convention signée.pdf"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_keeps_what_people_read_and_nothing_else(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_a_long_name_keeps_its_suffix() -> None:
    assert safe_name("é" * 400 + ".pdf").endswith("é.pdf")
    assert len(safe_name("é" * 400 + ".pdf")) == MAX_NAME


def test_a_title_is_made_of_a_name() -> None:
    assert title_of("Compte_rendu  signé.v2.pdf") == "Compte rendu signé.v2"


@given(st.text())
def test_any_name_makes_one_line_of_plain_header(name: str) -> None:
    kept = safe_name(name)
    header = disposition(kept)
    assert 0 < len(kept) <= MAX_NAME
    assert header.isascii()
    assert header.isprintable()
    assert header.startswith("attachment; ")
    assert header.count('"') == 2
    assert safe_name(kept) == kept


def test_the_header_says_the_exact_name_and_a_plain_one() -> None:
    assert disposition("Été; bilan.pdf") == (
        "attachment; filename=\"Ete_ bilan.pdf\"; filename*=UTF-8''%C3%89t%C3%A9%3B%20bilan.pdf"
    )
