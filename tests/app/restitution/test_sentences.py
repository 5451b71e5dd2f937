"""A gap in one sentence, whoever stands on its sides."""

import pytest

from app.restitution.regards import Regards, spread_of, views_of
from app.restitution.sentences import WORDS, gap_sentence

LABELS = {"association": "Association", "collectivite": "Collectivité", "citoyens": "Citoyens", "ferme": "Ferme"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "Aucun partenaire n’a donné de niveau."),
        ([("association", 75)], "L’association voit 75 : personne d’autre n’a donné de niveau."),
        ([("association", 75), ("association", 75)], "Les associations voient 75."),
        (
            [("association", 0), ("association", 100)],
            "Les associations voient de 0 à 100 (50 en moyenne) : 100 points d’écart entre partenaires.",
        ),
        ([("association", 75), ("collectivite", 75)], "Tous les profils voient 75."),
        (
            [("association", 75), ("association", 75), ("collectivite", 25), ("collectivite", 25)],
            "Les associations voient 75, les collectivités 25 : 50 points d’écart.",
        ),
        (
            [("association", 50), ("association", 100), ("collectivite", 25)],
            "Les associations voient de 50 à 100 (75 en moyenne), la collectivité 25 : "
            "50 points d’écart entre profils, 75 entre partenaires.",
        ),
        (
            [("association", 0), ("association", 100), ("collectivite", 50)],
            "Les associations voient de 0 à 100 (50 en moyenne), la collectivité 50 : "
            "100 points d’écart entre partenaires.",
        ),
        (
            [("citoyens", 62.5), ("ferme", 25)],
            "Les citoyens voient 62,5, le profil « Ferme » 25 : 37,5 points d’écart.",
        ),
    ],
)
def test_a_gap_is_said_in_one_sentence(given: list[tuple[str, float]], sentence: str) -> None:
    assert gap_sentence(regards(given)).replace("\u00a0", " ") == sentence


def test_only_the_two_ends_are_said_the_others_are_drawn() -> None:
    said = gap_sentence(regards([("association", 75), ("collectivite", 25), ("citoyens", 50)]))
    assert "citoyens" not in said


def test_every_profile_of_the_fund_has_its_words() -> None:
    assert set(WORDS) >= {
        "association", "entreprise", "fondation", "collectivite", "institution", "academique", "citoyens",
        "organisation_professionnelle", "accompagnement",
    }  # fmt: skip


def regards(given: list[tuple[str, float]]) -> Regards:
    middle, low, high = spread_of([points for _, points in given])
    views = views_of(given, LABELS)
    return Regards("Question", "A1.1", "Le texte", (), "resultats", "Résultats", views, middle, low, high)
