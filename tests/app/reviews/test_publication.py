"""What a publication freezes, by age of the programme, and that it never changes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import CampaignStatus, ProgrammeReview, ProgrammeVoice
from app.reviews.published import published_review
from app.reviews.service import close_review, publish_review, reopen_review
from tests.app.reviews.situations import (
    NOW,
    a_published_review,
    a_review,
    a_voice,
    counts,
    published,
    rates_all,
    tells,
)


def test_a_deployed_programme_publishes_its_levels_counts_and_figures(session: Session) -> None:
    """A1.1: (4 + 3) / 2 for the porteurs, 4, 1; the other questions (3 + 2) / 2, 4, 1."""
    content = a_published_review(session).content
    axes = content["reading"]["axes"]
    usual = (62.5 + 100 + 25) / 3
    first = ((87.5 + 62.5) / 2 + 100 + 25) / 3  # A1 of the porteurs: (100 + 75) / 2 and (75 + 50) / 2
    assert axes["resultats"]["score"] == pytest.approx((first + usual + usual) / 3, abs=1e-9)
    assert axes["relation"]["score"] == pytest.approx(usual, abs=1e-9)
    assert {code: axis["maturity"] for code, axis in axes.items()} == {
        "resultats": "constat",
        "relation": "constat",
        "innovation": "signal",
        "performance": "constat",
        "confiance": "signal",
    }
    assert {axis["status"] for axis in axes.values()} == {"published"}
    assert axes["relation"]["coverage"] == pytest.approx(20 / 25)
    assert axes["innovation"]["not_applicable"] == pytest.approx(1 / 20)
    assert content["age_months"] == 76
    assert (content["missing"], content["silent"]) == ([], ["acteurs_publics"])


def test_counts_are_frozen_as_they_were_said_never_summed(session: Session) -> None:
    content = a_published_review(session).content
    assert [(own["count"], own["value"], own["low"], own["high"], own["no_value"]) for own in content["counts"]] == [
        ("N1", "3", None, None, ""),
        ("N1", None, "4", "6", ""),
        ("N4", None, None, None, "NSP"),
    ]


def test_figures_are_frozen_with_what_they_attain(session: Session) -> None:
    content = a_published_review(session).content
    assert [(own["label"], own["value"], own["target"]) for own in content["figures"]] == [
        ("Territoires engagés", "40", "50"),
        ("Projets menés à terme", "25", "20"),
        ("Emplois", "12", None),
    ]
    assert content["attainment"]["score"] == pytest.approx(90)
    assert (content["attainment"]["measured"], content["attainment"]["indicators"]) == (2, 2)


def test_in_emergence_no_number_at_all_is_published(session: Session) -> None:
    content = a_published_review(session, phase="emergence").content
    assert (content["reading"], content["inputs"], content["attainment"]) == (None, None, None)
    assert (content["counts"], content["figures"]) == ([], [])
    assert {code: own["heard"] for code, own in content["balance"].items()} == {
        "porteurs": 1,
        "territoires": 1,
        "investisseurs": 1,
        "acteurs_publics": 0,
    }


def test_a_programme_being_modelled_publishes_signals_and_no_figure(session: Session) -> None:
    content = a_published_review(session, phase="modelisation").content
    assert {axis["maturity"] for axis in content["reading"]["axes"].values()} == {"signal"}
    assert (content["figures"], content["attainment"]) == ([], None)
    assert len(content["counts"]) == 3


def test_texts_are_kept_by_their_digest_and_shown_while_they_are_those_published(session: Session) -> None:
    result = a_published_review(session)
    review = session.get_one(ProgrammeReview, result.review_id)
    assert "Un repas" not in str(result.content)
    voice = next(own["id"] for own in result.content["voices"] if own["quotes_allowed"])
    found = published_review(session, review)
    assert found.text("recit", voice, "P1") == "Un repas, puis une idée."
    session.execute(
        text("UPDATE programme_story SET text = '' WHERE voice_id = :v AND prompt_code = 'P1'"), {"v": voice}
    )
    assert published_review(session, review).text("recit", voice, "P1") == ""


def test_words_are_quotable_while_their_author_still_agrees(session: Session) -> None:
    result = a_published_review(session)
    review = session.get_one(ProgrammeReview, result.review_id)
    allowed = published_review(session, review).quotable
    assert len(allowed) == 2
    session.get_one(ProgrammeVoice, int(min(allowed))).quotes_allowed = False
    assert published_review(session, review).quotable == allowed - {min(allowed)}


@pytest.mark.parametrize("change", ["SET reason = 'x'", "SET content = '{}'", "SET published_at = now()"])
def test_the_database_itself_keeps_a_result_as_it_is(session: Session, change: str) -> None:
    a_published_review(session)
    with pytest.raises(IntegrityError, match="programme_result is frozen"):
        session.execute(text(f"UPDATE programme_result {change}"))


def test_the_database_itself_keeps_a_grid_as_it_is(session: Session) -> None:
    with pytest.raises(IntegrityError, match="programme_grid is frozen"):
        session.execute(text("DELETE FROM programme_grid"))


def test_only_a_closed_review_is_published_and_a_correction_says_why(session: Session) -> None:
    review = a_review(session)
    rates_all(session, a_voice(session, review, "porteurs"), 3)
    with pytest.raises(Refused, match="Closez"):
        publish_review(session, review=review, user=None, now=NOW)
    published(session, review)
    reopen_review(session, review=review, reason="Une faute.", user=None, now=NOW)
    close_review(session, review=review, user=None, now=NOW)
    with pytest.raises(Refused, match="Dites pourquoi"):
        publish_review(session, review=review, user=None, now=NOW)
    again = publish_review(session, review=review, user=None, now=NOW, reason="Corrigée.")
    assert (again.sequence, review.status) == (2, CampaignStatus.PUBLISHED)


def test_the_digest_moves_with_an_answer_a_count_or_a_word(session: Session) -> None:
    review = a_review(session, phase="modelisation")
    voice = a_voice(session, review, "porteurs")
    rates_all(session, voice, 3)
    digests = [published(session, review).inputs_sha256]
    for change in (
        lambda: tells(session, voice, P1="Un récit."),
        lambda: counts(session, voice, "N1", value=3),
        lambda: session.execute(text("UPDATE programme_answer SET level = 1 WHERE question_code = 'A1.1'")),
    ):
        reopen_review(session, review=review, reason="Encore.", user=None, now=NOW)
        change()
        close_review(session, review=review, user=None, now=NOW)
        again = publish_review(session, review=review, user=None, now=NOW, reason="Encore.")
        digests.append(again.inputs_sha256)
    assert len(set(digests)) == 4
