"""Texts typed at a keyboard, as they are printed."""

import pytest

from app.wording import listed, typeset

TYPED = [
    ("L'objectif commun de l'alliance", "L’objectif commun de l’alliance"),
    ("Est-ce clair ?", "Est-ce clair\u202f?"),
    ("Est-ce clair?", "Est-ce clair\u202f?"),
    ("Fait ; reste à dire", "Fait\u202f; reste à dire"),
    ("Trois objets : produit", "Trois objets\u00a0: produit"),
    ("Trois objets: produit", "Trois objets\u00a0: produit"),
    ("À 10:30, https://exemple.fr", "À 10:30, https://exemple.fr"),
    ("Le « carré magique »", "Le «\u00a0carré magique\u00a0»"),
    ("Le «carré magique»", "Le «\u00a0carré magique\u00a0»"),
    ("Le «\u00a0carré\u00a0»\u00a0: déjà écrit\u202f!", "Le «\u00a0carré\u00a0»\u00a0: déjà écrit\u202f!"),
]


@pytest.mark.parametrize(("typed", "printed"), TYPED)
def test_apostrophes_and_spaces_are_those_of_print(typed: str, printed: str) -> None:
    assert typeset(typed) == printed
    assert typeset(printed) == printed


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["C1.1"], "C1.1"), (["C1.1", "C1.2"], "C1.1 et C1.2"), (list("abc"), "a, b et c")]
)
def test_a_list_is_said_with_a_last_and(items: list[str], said: str) -> None:
    assert listed(items) == said
