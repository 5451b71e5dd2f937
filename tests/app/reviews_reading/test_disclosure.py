"""What leaves the fund: never a voice, a viewpoint from three voices on, a word when its author agreed."""

import pytest
from sqlalchemy.orm import Session

from app.models import ProgrammeResult, ProgrammeStory, ProgrammeVoice
from app.reviews.restitution import Reread
from tests.app.reviews.situations import a_published_review, a_review, a_voice, published, rates_all
from tests.app.reviews_reading.readings import FUND, OUTSIDE, READERS, a_crowded_review, for_the, read


@pytest.fixture
def result(session: Session) -> ProgrammeResult:
    return a_published_review(session)


def told(own: Reread, prompt: str) -> dict[str, list[str]]:
    (found,) = [one for one in own.prompts if one.code == prompt]
    said = {viewpoint.label: [quote.text for quote in viewpoint.stories] for viewpoint in found.viewpoints}
    return said | ({"?": [quote.text for quote in found.unsaid]} if found.unsaid else {})


def test_names_are_for_those_who_run_evaluations(session: Session, result: ProgrammeResult) -> None:
    for circle, named in ((FUND, True), (READERS, False), (OUTSIDE, False)):
        own = for_the(circle, session, result)
        marks = [label for axis in own.axes for lane in axis.lanes for _, _, label in lane.marks]
        stories = [quote.name for one in own.prompts for viewpoint in one.viewpoints for quote in viewpoint.stories]
        counts = [line.name for count in own.counts for line in count.lines]
        said = any("fictif" in label or "fictive" in label for label in marks) or any(stories) or any(counts)
        assert said is named, circle


def test_inside_every_story_is_read_with_its_viewpoint(session: Session, result: ProgrammeResult) -> None:
    own = for_the(READERS, session, result)
    assert told(own, "P4") == {"Investisseurs sociétaux": ["Investir dans le temps de se parler."]}


def test_outside_a_story_needs_its_author_and_a_viewpoint_its_number(session: Session, result: ProgrammeResult) -> None:
    own = for_the(OUTSIDE, session, result)
    assert told(own, "P1") == {"?": ["Un repas, puis une idée."]}
    assert told(own, "P4") == {}
    assert [one.kept for one in own.prompts if one.code == "P4"] == [1]


def test_outside_a_group_of_three_is_said(session: Session) -> None:
    own = for_the(OUTSIDE, session, a_crowded_review(session))
    assert told(own, "P1") == {
        "Porteurs": ["Récit porteurs 0."],
        "Territoires": ["Récit territoires 0."],
        "Investisseurs sociétaux": ["Récit investisseurs 0."],
        "Acteurs publics": ["Récit acteurs_publics 0."],
    }
    assert [[viewpoint.kept for viewpoint in one.viewpoints] for one in own.prompts if one.code == "P1"] == [[2] * 4]
    assert [lane.mean for lane in own.axes[1].lanes] == [25, 50, 75, 100]


def test_outside_two_masked_viewpoints_hide_each_other(session: Session) -> None:
    """Three viewpoints of three voices and one of two: with it, the smallest of the others is masked."""
    review = a_review(session)
    for viewpoint, count in (("porteurs", 3), ("territoires", 3), ("investisseurs", 4), ("acteurs_publics", 2)):
        for number in range(count):
            rates_all(session, a_voice(session, review, viewpoint, f"{viewpoint} {number}"), 2 + number % 2)
    own = for_the(OUTSIDE, session, published(session, review))
    assert {lane.code for lane in own.axes[0].lanes if lane.mean is not None} == {"territoires", "investisseurs"}
    assert {lane.words for lane in own.axes[0].lanes if lane.mean is None} == {"gardé dans l’évaluation"}


def test_outside_no_voice_is_drawn_nor_the_lowest_nor_the_highest(session: Session, result: ProgrammeResult) -> None:
    own = for_the(OUTSIDE, session, result)
    for axis in own.axes:
        assert (axis.low, axis.high, axis.median) == (None, None, None)
        assert [lane.marks for lane in axis.lanes] == [(), (), (), ()]
    assert own.dialogue.points == ()
    assert [gap.views for gap in own.dialogue.gaps if gap.views] == []


def test_outside_a_count_leaves_and_the_words_of_its_source_with_agreement(
    session: Session, result: ProgrammeResult
) -> None:
    own = for_the(OUTSIDE, session, result)
    assert [(line.viewpoint, line.source) for line in own.counts[0].lines] == [
        ("Une voix", "Registre de l’alliance"), ("Une voix", "Mémoire du service"),
    ]  # fmt: skip
    kept = [line.source for count in own.counts if count.code == "N4" for line in count.lines]
    assert kept == [None]


def test_an_agreement_taken_back_is_taken_back(session: Session, result: ProgrammeResult) -> None:
    voice = session.query(ProgrammeVoice).filter_by(review_id=result.review_id, viewpoint="territoires").one()
    voice.quotes_allowed = False
    session.flush()
    assert told(for_the(OUTSIDE, session, result), "P2") == {}


def test_a_story_changed_since_is_no_longer_shown(session: Session, result: ProgrammeResult) -> None:
    story = session.query(ProgrammeStory).filter_by(prompt_code="P2").one()
    story.text = "Autre chose."
    session.flush()
    source = read(session, result)
    assert told(for_the(FUND, session, result), "P2") == {}
    assert source.content["lost"] == 1
