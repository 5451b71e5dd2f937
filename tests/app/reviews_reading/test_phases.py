"""The phase decides what there is to read."""

import pytest
from sqlalchemy.orm import Session

from app.restitution.disclosure import Circle
from app.reviews.restitution_missing import missing_of
from app.reviews.restitution_opening import asked_of, opening_of
from evaluation import Maturity
from tests.app.reviews.situations import a_published_review, a_review, a_voice, published, rates_all, tells
from tests.app.reviews_reading.readings import FUND, OUTSIDE, for_the, read
from tests.factories import a_programme


@pytest.mark.parametrize("circle", [FUND, OUTSIDE])
def test_emergence_tells_and_bears_no_number(session: Session, circle: Circle) -> None:
    result = a_published_review(session, "emergence")
    own = for_the(circle, session, result)
    assert (own.axes, own.dialogue.points, own.dialogue.gaps, own.counts, own.measured.lines) == ((), (), (), (), ())
    assert len(own.told) == 4
    assert "sans aucun score" in opening_of(own)
    assert len(asked_of(read(session, result))) == 1


def test_modelisation_counts_and_signals(session: Session) -> None:
    own = for_the(FUND, session, a_published_review(session, "modelisation"))
    assert {axis.facts.maturity for axis in own.axes} == {Maturity.SIGNAL}
    assert [axis.horizon for axis in own.axes][:2] == ["signal, en cette phase"] * 2
    assert "horizon de 18\u00a0mois est atteint" in own.axes[3].horizon
    assert len(own.counted) == 2
    assert own.measured.lines == ()


def test_deploiement_shows_the_whole(session: Session) -> None:
    own = for_the(FUND, session, a_published_review(session))
    assert (len(own.axes), len(own.counted), len(own.measured.lines), len(own.told)) == (5, 2, 3, 4)


def test_what_is_missing_is_said(session: Session) -> None:
    said = [
        sentence.replace("\u00a0", " ") for sentence in missing_of(for_the(FUND, session, a_published_review(session)))
    ]
    assert said[:3] == [
        "Le point de vue des acteurs publics est invité, et muet : aucune voix n’a répondu.",
        "1 voix invitée n’a pas répondu.",
        "1 invitation à raconter est restée sans récit.",
    ]
    assert said[3].startswith("Sans compte : Territoires où une action a commencé")


def test_a_viewpoint_nobody_was_asked_is_said(session: Session) -> None:
    review = a_review(session, phase="emergence")
    tells(session, a_voice(session, review, "porteurs"), P1="Un repas.")
    said = missing_of(for_the(FUND, session, published(session, review)))
    assert said[0] == (
        "Personne n’a été invité pour dire le point de vue des territoires, des investisseurs sociétaux et des "
        "acteurs publics."
    )
    assert "Un seul point de vue s’est exprimé" in said[1]


def test_too_few_voices_show_no_number_and_say_why(session: Session) -> None:
    review = a_review(session)
    rates_all(session, a_voice(session, review, "porteurs"), 3)
    for number in range(4):
        a_voice(session, review, "territoires", f"Muette {number}")
    own = for_the(FUND, session, published(session, review))
    assert [axis.score for axis in own.axes] == [None] * 5
    assert any("Réponses insuffisantes".lower() in sentence for sentence in missing_of(own))


def test_without_a_start_nothing_is_a_finding_yet(session: Session) -> None:
    own = for_the(FUND, session, a_published_review(session, programme=a_programme(session)))
    assert own.axes[3].horizon == "signal\u00a0: le début du programme n’est pas renseigné"
