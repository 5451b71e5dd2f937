"""The words of each fact, exact: what an officer reads is what the record says."""

from datetime import date
from decimal import Decimal

import pytest

from app.gazette import sentences
from app.gazette.facts import About, Axis, Facts, Invested, Kept, Opened, Published, Said, Told
from app.gazette.months import Month, in_words, month_of, months_back, short

HIVE = About("ODD17-2024-007", "La ruche", "Sète", "Occitanie")
NATIONAL = About("ODD17-2024-008", "Réseau", "", "")
DAY = date(2026, 3, 12)


def test_an_investment_says_how_much_for_what_where_when_and_with_whom() -> None:
    own = Invested(1, HIVE, Decimal("24500"), DAY, "12", ("Caisse solidaire", "Fondation Horizons"), 0)
    assert sentences.invested(own) == (
        "Le Fonds engage 24\u202f500\u00a0€ pour «\u00a0La ruche\u00a0» (Sète, Occitanie), décidé le 12\u00a0mars "
        "(COPIL n°\u00a012). Avec Caisse solidaire et Fondation Horizons."
    )


def test_a_second_investment_is_added_and_what_is_not_known_is_not_said() -> None:
    own = Invested(1, NATIONAL, Decimal("1000.50"), DAY, "", (), 1)
    assert sentences.invested(own) == (
        "Le Fonds ajoute 1\u202f000,50\u00a0€ pour «\u00a0Réseau\u00a0», décidé le 12\u00a0mars."
    )


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 3, 12), "au jour dit"),
        (date(2026, 3, 11), "avec 1\u00a0jour de retard"),
        (date(2026, 3, 2), "avec 10\u00a0jours de retard"),
        (date(2026, 3, 13), "1\u00a0jour plus tôt que prévu"),
    ],
)
def test_a_milestone_says_whether_it_came_on_time(due_on: date, words: str) -> None:
    own = Kept(1, HIVE, "Signature", due_on, DAY)
    assert sentences.kept(own) == (
        f"«\u00a0La ruche\u00a0» (Sète, Occitanie)\u00a0: signature, le 12\u00a0mars, {words}."
    )


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence() -> None:
    assert (sentences.lower("COPIL de mars"), sentences.lower("Bilan")) == ("COPIL de mars", "bilan")


def test_a_region_is_opened_once() -> None:
    assert sentences.opened(Opened(1, HIVE, DAY)) == (
        "Occitanie\u00a0: un premier projet y est validé le 12\u00a0mars, «\u00a0La ruche\u00a0» (Sète, Occitanie)."
    )


def test_results_keep_the_order_of_the_grid_and_say_what_has_no_figure() -> None:
    axes = (Axis("Relation", "", 81.25), Axis("Résultats", "", 90.0), Axis("Innovation", "provisoire", None))
    own = Published(1, HIVE, "de mi-parcours", "constaté", DAY, 1, axes)
    assert sentences.published(own) == (
        "«\u00a0La ruche\u00a0» (Sète, Occitanie)\u00a0: résultats de mi-parcours publiés le 12\u00a0mars. "
        "Sur 100, constaté\u00a0: Relation\u00a081,3\u202f; Résultats\u00a090,0. "
        "Sans chiffre\u00a0: Innovation (provisoire)."
    )


def test_a_second_publication_is_said_to_correct() -> None:
    own = Published(1, NATIONAL, "d’avant projet", "attendu", DAY, 2, ())
    assert (
        sentences.published(own)
        == "«\u00a0Réseau\u00a0»\u00a0: résultats corrigés d’avant projet publiés le 12\u00a0mars."
    )


def test_words_are_on_a_line_and_nobody_is_named() -> None:
    own = Said("1:observed:A1.1", HIVE, "On se parle\nenfin.", "", "constaté", "Relation")
    assert sentences.said(own) == (
        "«\u00a0On se parle enfin.\u00a0»\nUn partenaire de l’alliance, «\u00a0La ruche\u00a0» (Sète, Occitanie), "
        "à propos de «\u00a0Relation\u00a0» (constaté)."
    )


def test_only_the_first_words_of_a_project_are_proposed() -> None:
    words = [Said(f"{n}:observed:A1.1", HIVE, "Bien.", "Association", "constaté", "Relation") for n in range(3)]
    found = sentences.sentences(Facts([], [], [], [], words, [Told(1, NATIONAL, "Une histoire", "")]))
    assert [own.is_kept for own in found] == [True, False, False, True]
    assert found[0].text.splitlines()[1].startswith("Association, ")


def test_months_follow_each_other_and_speak_french() -> None:
    assert [month.first.month for month in months_back(date(2026, 2, 27), 3)] == [2, 1, 12]
    assert month_of(date(2025, 12, 31)).after == date(2026, 1, 1)
    assert Month(date(2026, 4, 1)).of == "d’avril\u00a02026"
    assert Month(date(2026, 3, 1)).of == "de mars\u00a02026"
    assert (in_words(date(2026, 8, 1)), short(date(2026, 8, 2))) == ("1er\u00a0août\u00a02026", "2\u00a0août")
