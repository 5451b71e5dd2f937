"""What is typed becomes words, the same in Python and in the database."""

import pytest
from sqlalchemy import Connection, text

from app.search.marks import excerpt, marked
from app.search.spelling import corrected
from app.search.words import WORD, Asked, plain


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("L’Île-d’Yeu", ("ile", "yeu")),
        ("ile d yeu", ("ile", "yeu")),
        ("Maison de l'emploi", ("maison", "emploi")),
        ("la", ("la",)),
        ("mobilité  MOBILITÉ", ("mobilite",)),
        ("Œuvre_sociale.pdf", ("oeuvre", "sociale", "pdf")),
        ("aujourd’hui", ("aujourd", "hui")),
        ("« ... »", ()),
    ],
)
def test_words_without_accents_elisions_and_small_words(typed: str, words: tuple[str, ...]) -> None:
    assert Asked.of(typed).words == words


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ODD17-2024-012", "ODD17-2024-012"),
        ("odd17 2024 12", "ODD17-2024-012"),
        ("2024-012", "ODD17-2024-012"),
        ("12", "ODD17-____-012"),
        ("0012 rue", ""),
        ("brest", ""),
    ],
)
def test_a_code_even_by_its_number_alone(typed: str, code: str) -> None:
    assert Asked.of(typed).code == code


def test_a_number_of_an_organisation_with_or_without_spaces() -> None:
    assert Asked.of("732 829 320").number == Asked.of("732829320").number == "732829320"
    assert Asked.of("732 829 320 00074").marks[-2:] == ("73282932000074", "732829320")
    assert Asked.of("W123 456 789").number == "w123456789"
    assert Asked.of("12 rue").number == ""


@pytest.mark.parametrize("typed", ["a", "", "   ", "l’", "é", "!!"])
def test_one_letter_is_not_enough(typed: str) -> None:
    assert not Asked.of(typed).is_enough


TEXTS = [
    "L’Œuvre d’Été – À Çà, Saint-Éloi_2.pdf",
    "camille.dupont@mairie-brest.fr",
    "« Ça » … “guillemets” ; 12 000 €",
    "Ελλάδα Straße Łódź",
    "a" * 200,
    "1e5 12,5 -3 2024.03 07 0012 http://exemple.fr/a?b=1 <b>x</b> a_b 12e-3",
    "",
]


@pytest.mark.parametrize("value", TEXTS)
def test_python_and_the_database_cut_words_alike(connection: Connection, value: str) -> None:
    found = connection.scalar(text("SELECT tsvector_to_array(search_words(:value))"), {"value": value})
    assert sorted(found) == sorted(set(WORD.findall(plain(value))))


def test_no_text_however_odd_is_refused_by_its_index(connection: Connection) -> None:
    odd = "x" * 3000 + " " + " ".join(f"mot{n}" * 20 for n in range(40_000))
    assert connection.scalar(text("SELECT length(search_words(:value))"), {"value": odd}) > 700


@pytest.mark.parametrize("typed", ["' | 'a", "a & ! b", "b:*A", "\\'", "(", "<->", "%_", "'; DROP TABLE project"])
def test_nothing_typed_is_read_as_an_operator(connection: Connection, typed: str) -> None:
    asked = Asked.of(f"mot {typed}")
    connection.execute(text("SELECT CAST(:query AS tsquery)"), {"query": asked.query})


def test_words_found_are_marked_where_they_are_accents_and_all() -> None:
    pieces = marked("Énergie & l’énergie à Île-d’Yeu", Asked.of("energ ile").marks)
    assert [piece.text for piece in pieces if piece.is_found] == ["Énergie", "énergie", "Île"]
    assert "".join(piece.text for piece in pieces) == "Énergie & l’énergie à Île-d’Yeu"


def test_a_long_text_is_cut_around_the_first_word_found() -> None:
    long = "avant " * 60 + "une épicerie solidaire " + "après " * 60
    found = "".join(piece.text for piece in excerpt(long, ("epicerie",)))
    assert found.startswith("…avant")
    assert "épicerie solidaire" in found
    assert found.endswith("après…")
    assert excerpt("rien", ("epicerie",)) == ()


def test_a_near_word_is_proposed_and_a_far_one_is_not() -> None:
    names = ["Épicerie de Cassel", "Énergie citoyenne"]
    assert corrected(Asked.of("epiceire cassel"), names) == "épicerie cassel"
    assert corrected(Asked.of("helicoptere"), names) == ""
    assert corrected(Asked.of("energ"), names) == ""
