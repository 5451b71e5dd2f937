"""An organisation of a file is recognised by its numbers, its name, what was decided; else it is asked about."""

import pytest

from imports.matching.memory import Memory
from imports.matching.mention import Mention
from imports.places import Commune
from tests.imports.matching.support import BREST, QUIMPER, RENNES, matcher, organisation

SIREN, OTHER = "732829320", "552081317"
SIRET = "73282932000074"


def found(match: object) -> int | None:
    return match.entity.id if match.entity else None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        (Mention("Tout autre nom", siret=SIRET), 1),
        (Mention("Tout autre nom", siren=SIREN), 1),
        (Mention("Tout autre nom", rna="W751212517"), 2),
        (Mention("Tout autre nom", rna="751212517"), 2),
        (Mention("RÉGIE  du blosne"), 3),
        (Mention("Régie du Blosne", siren=OTHER), 3),
        (Mention("Amicale", rna="W000000001"), None),
        (Mention("EcoTri", siren=OTHER), None),
    ],
)
def test_numbers_come_first_then_the_very_name(mention: Mention, expected: int | None) -> None:
    known = matcher(
        organisation(1, "EcoTri", siret=SIRET),
        organisation(2, "Amicale", rna="W751212517"),
        organisation(3, "Régie du Blosne"),
    )
    match = known.match(mention)
    assert (found(match), match.question) == (expected, None)


def test_of_two_establishments_the_one_of_that_name_is_meant() -> None:
    known = matcher(
        organisation(1, "EcoTri Brest", siret=SIRET), organisation(2, "EcoTri Quimper", siret="73282932000082")
    )
    assert found(known.match(Mention("EcoTri Quimper", siren=SIREN))) == 2


@pytest.mark.parametrize(
    ("there", "here", "reason"),
    [
        (BREST, BREST, "Noms proches, même commune (Brest)"),
        (BREST, QUIMPER, "Noms proches, même département (29)"),
        (BREST, None, "Noms proches, commune non renseignée"),
        (None, BREST, "Noms proches, commune non renseignée"),
    ],
)
def test_a_close_name_is_asked_about_with_the_reason(there: Commune | None, here: Commune | None, reason: str) -> None:
    known = matcher(organisation(1, "Les Ateliers du Port", there))
    match = known.match(Mention("Atelier du port", commune=here, sheet="Partenaires", cell="B2"))
    assert match.entity is None
    (question,) = known.questions
    assert (question.key, question.name, question.sheet, question.cell) == (
        "atelier du port",
        "Atelier du port",
        "Partenaires",
        "B2",
    )
    assert [(each.organisation_id, each.reason) for each in question.candidates] == [(1, reason)]


def test_a_close_name_elsewhere_is_another_organisation() -> None:
    known = matcher(organisation(1, "Les Ateliers du Port", RENNES))
    assert known.match(Mention("Atelier du port", commune=BREST)).question is None


def test_numbers_that_differ_are_never_asked_about() -> None:
    known = matcher(organisation(1, "Les Ateliers du Port", siren=SIREN), organisation(2, "Ateliers du Port", rna="W1"))
    known.match(Mention("Atelier du port", siren=OTHER, rna="W2"))
    assert known.questions == []


def test_the_same_name_far_away_is_asked_about() -> None:
    known = matcher(organisation(1, "Mission locale", RENNES))
    match = known.match(Mention("Mission locale", commune=BREST))
    assert (match.entity, match.question and match.question.candidates[0].reason) == (
        None,
        "Même nom, autre département (35)",
    )


def test_of_two_namesakes_the_nearest_is_meant_and_without_place_it_is_asked() -> None:
    known = matcher(organisation(1, "Mission locale", RENNES), organisation(2, "Mission locale", QUIMPER))
    assert found(known.match(Mention("Mission locale", commune=BREST))) == 2
    match = known.match(Mention("Mission locale"))
    assert found(match) == 1
    assert match.question
    assert [each.place for each in match.question.candidates] == ["Rennes, 35", "Quimper, 29"]


def test_a_name_met_twice_is_one_question_with_its_count() -> None:
    known = matcher(organisation(1, "Les Ateliers du Port"))
    for name in ("Atelier du Port", "ATELIER DU PORT", "Atelier du Port"):
        known.match(Mention(name, count=2))
    assert [question.count for question in known.questions] == [6]


def test_a_name_created_meanwhile_is_recognised_and_still_counted() -> None:
    known = matcher(organisation(1, "Les Ateliers du Port"))
    known.match(Mention("Atelier du Port"))
    created = organisation(known.records.new_ref("organisation"), "Atelier du Port")
    known.records.put(created)
    match = known.match(Mention("Atelier du Port"))
    assert match.entity is created
    assert match.question
    assert match.question.count == 2


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        (Memory(decided={"atelier du port": 1}), 1),
        (Memory(same={"atelier du port": 1}), 1),
        (Memory(decided={"atelier du port": 0}, same={"atelier du port": 1}), None),
        (Memory(different={"atelier du port": frozenset({1})}), None),
        (Memory(decided={"atelier du port": "regie du blosne"}), 2),
    ],
)
def test_what_was_decided_is_not_asked_again(memory: Memory, expected: int | None) -> None:
    known = matcher(organisation(1, "Les Ateliers du Port"), organisation(2, "Régie du Blosne"), memory=memory)
    assert found(known.match(Mention("Atelier du Port"))) == expected
    assert known.questions == []


@pytest.mark.parametrize("number", [1, 9])
def test_a_decision_that_no_longer_holds_is_asked_again(number: int) -> None:
    known = matcher(
        organisation(1, "Les Ateliers du Port", siren=SIREN),
        organisation(2, "Ateliers du Port"),
        memory=Memory(same={"atelier du port": number}),
    )
    match = known.match(Mention("Atelier du Port", siren=OTHER))
    assert match.question
    assert [each.organisation_id for each in match.question.candidates] == [2]


def test_two_close_names_of_the_same_file_are_asked_about() -> None:
    known = matcher()
    assert known.match(Mention("Les Ateliers du Port")).question is None
    assert known.match(Mention("Les Ateliers du Port")).question is None
    match = known.match(Mention("Atelier du Port"))
    assert match.question
    (candidate,) = match.question.candidates
    assert (candidate.organisation_id, candidate.key, candidate.reason) == (
        0,
        "les ateliers du port",
        "Noms proches, dans ce fichier",
    )
    assert known.match(Mention("Ateliers du Port"), among_new=False).question is None


def test_a_name_said_to_be_another_one_not_yet_recorded_says_which() -> None:
    known = matcher(memory=Memory(decided={"atelier du port": "les ateliers du port"}))
    assert known.match(Mention("Atelier du Port")).same_as == "les ateliers du port"
