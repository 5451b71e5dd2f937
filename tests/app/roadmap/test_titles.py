"""Titles pasted from a note: each line read, or said why not."""

import pytest

from app.models import Chantier
from app.roadmap.titles import Change, Pasted, changes, read_titles


@pytest.mark.parametrize(
    "line",
    ["7. Un titre", "7 Un titre", "7) Un titre", "Mesure 7 : Un titre", "mesure n° 7 – Un titre", "  7 -  Un   titre  ",
     "7\tUn titre", "N°7. Un titre"],
)  # fmt: skip
def test_a_line_is_a_number_then_a_title(line: str) -> None:
    assert read_titles(line) == ([Pasted(7, "Un titre")], [])


def test_lines_are_given_back_in_the_order_of_the_measures() -> None:
    found, faults = read_titles("9. Neuf\n\n2. Deux\r\n21. Vingt et un")
    assert ([own.number for own in found], faults) == ([2, 9, 21], [])


@pytest.mark.parametrize("heading", ["Soutenir", "SOUTENIR :", "Chantier 2 – Soutenir", "chantier soutenir"])
def test_a_chantier_alone_gives_itself_to_the_lines_after(heading: str) -> None:
    found, _ = read_titles(f"1. Avant\n{heading}\n2. Après\n3. Encore\nÉduquer\n4. Enfin")
    assert [own.chantier for own in found] == [None, Chantier.SOUTENIR, Chantier.SOUTENIR, Chantier.EDUQUER]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Un titre sans numéro", "Commencez la ligne par le numéro"),
        ("0. Zéro", "numérotées de 1 à 21"),
        ("22. Trop", "numérotées de 1 à 21"),
        ("8.", "Il manque le titre"),
        ("8", "Il manque le titre"),
        ("7. Encore", "déjà donnée plus haut"),
        ("8. " + "x" * 301, "dépasse 300 caractères"),
    ],
)
def test_a_line_that_does_not_read_says_why(line: str, why: str) -> None:
    found, faults = read_titles(f"7. Un titre\n{line}")
    assert [own.number for own in found] == [7]
    assert [(fault.line, why in fault.sentence) for fault in faults] == [(2, True)]


@pytest.mark.parametrize(
    ("before", "chantier", "pasted", "words"),
    [
        ("", None, Pasted(7, "Neuf"), "titre saisi"),
        ("Vieux", None, Pasted(7, "Neuf"), "titre remplacé"),
        ("Neuf", "soutenir", Pasted(7, "Neuf"), "inchangée"),
        ("Neuf", "soutenir", Pasted(7, "Neuf", Chantier.EDUQUER), "chantier changé"),
    ],
)
def test_the_preview_says_what_changes(before: str, chantier: str | None, pasted: Pasted, words: str) -> None:
    [change] = changes([pasted], {7: (before, chantier)})
    assert change.state[1] == words
    assert isinstance(change, Change)
