"""Campaigns of the demonstration, with silent partners, « sans objet », disagreements; published for real."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.service import close_campaign, open_campaign, publish, reopen_campaign
from app.demo.calendar import add_months
from app.demo.portfolio import Built
from app.demo.stories import Story
from app.demo.voices import Voice, at, voices_of
from app.models import Answer, Campaign, CampaignStatus, Respondent, RespondentEvent
from evaluation import Grid

COMMENTS = {
    0: "Rien n’a encore commencé de notre côté.",
    1: "La répartition des tâches a été revue, elle n’est pas encore écrite.",
    2: "C’est inégal selon les communes.",
    3: "Les réunions mensuelles y sont pour beaucoup.",
    4: "Nous le referions dès demain, avec les mêmes.",
}
# moment → months after the COPIL, and the readings it asks
MOMENTS = {"ex_ante": (3, ("initial", "expected")), "in_itinere": (12, ("observed",)), "ex_post": (25, ("observed",))}
LIFTS = {"initial": -0.9, "expected": 0.9, "ex_ante": 0.0, "in_itinere": 0.0, "ex_post": 0.5}


def evaluate_story(session: Session, built: Built, story: Story, number: int, today: date) -> None:
    if built.copil_on is None or story.status == "abandonne":
        return
    random = Random(17_000 + number)  # noqa: S311  (made-up answers, the same every time)
    for moment, (months, readings) in MOMENTS.items():
        held_on = add_months(built.copil_on, months)
        if held_on > today + timedelta(days=60) or (story.status == "valide" and moment != "ex_ante"):
            return
        campaign = open_story(session, built, moment, held_on, story, today)
        if campaign.status == CampaignStatus.OPEN:
            answer_all(session, campaign, story, readings, random, number, today)
            conclude(session, campaign, story, today)


def open_story(session: Session, built: Built, moment: str, held_on: date, story: Story, today: date) -> Campaign:
    """In preparation when its day is far or its story says so, open otherwise."""
    opens_on = held_on - timedelta(days=21)
    return open_campaign(
        session,
        project=built.project,
        moment=moment,
        held_on=held_on,
        opens_on=opens_on,
        closes_on=held_on + timedelta(days=14),
        partners=built.partners,
        user=None,
        start=opens_on <= today and story.fate != "draft",
        now=at(opens_on, 9),
    )


def conclude(session: Session, campaign: Campaign, story: Story, today: date) -> None:
    """Where the campaign stands, from its dates and the story; one was corrected after its publication."""
    assert campaign.closes_on is not None  # noqa: S101
    if campaign.closes_on > today or (story.fate == "silent" and campaign.moment == "in_itinere"):
        return
    close_campaign(session, campaign=campaign, user=None, now=at(campaign.closes_on, 18))
    if story.fate == "closed" and campaign.moment == "ex_ante":
        return
    publish(session, campaign=campaign, user=None, now=at(campaign.closes_on + timedelta(days=7), 10))
    if story.fate == "corrected" and campaign.moment == "in_itinere":
        correct(session, campaign, campaign.closes_on + timedelta(days=30))


def correct(session: Session, campaign: Campaign, day: date) -> None:
    reason = "Une réponse avait été saisie pour le mauvais partenaire"
    reopen_campaign(session, campaign=campaign, reason=reason, user=None, now=at(day, 9))
    wrong = session.scalars(
        select(Answer)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(Respondent.campaign_id == campaign.id, Answer.level.is_not(None))
        .order_by(Answer.respondent_id, Answer.question_code)
        .limit(1)
    ).one()
    wrong.level = 4 - (wrong.level or 0)
    close_campaign(session, campaign=campaign, user=None, now=at(day, 10))
    publish(session, campaign=campaign, user=None, now=at(day, 11), reason=reason)


def answer_all(
    session: Session,
    campaign: Campaign,
    story: Story,
    readings: tuple[str, ...],
    random: Random,
    number: int,
    today: date,
) -> None:
    writer = Writer(grid_of(session, campaign.grid_reference), campaign, story, readings, random)
    query = select(Respondent).where(Respondent.campaign_id == campaign.id).order_by(Respondent.id)
    drafts = [
        None if silent(story, place, random) else writer.answers(respondent)
        for place, respondent in enumerate(session.scalars(query).all())
    ]
    voices = voices_of(session, campaign, story, [draft is not None for draft in drafts], number, today)
    for voice, draft in zip(voices, drafts, strict=True):
        if voice.kept:
            session.add_all(signed(voice, draft or writer.answers(voice.respondent)))
        if voice.kept == 1:
            hand_in(session, voice)


def silent(story: Story, place: int, random: Random) -> bool:
    """Some partners never answer; in a « silent » story nearly none does."""
    draw = random.random()
    return place > 0 and (draw < 0.12 or (story.fate == "silent" and draw < 0.7))


@dataclass
class Writer:
    """Answers made up around one level a campaign and one a partner, the same every time."""

    grid: Grid
    campaign: Campaign
    story: Story
    readings: tuple[str, ...]
    random: Random

    def __post_init__(self) -> None:
        self.general = self.random.uniform(1.9, 3.1)

    def answers(self, respondent: Respondent) -> list[Answer]:
        own = self.general + self.random.uniform(-0.5, 0.5)
        lifts = [
            (reading, LIFTS[reading if reading != "observed" else self.campaign.moment]) for reading in self.readings
        ]
        return [answer for reading, lift in lifts for answer in self._in(respondent, reading, own + lift)]

    def _in(self, respondent: Respondent, reading: str, level: float) -> Iterator[Answer]:
        for axis in self.grid.axes:
            if not axis.initial and reading == "initial":
                continue
            against = axis.code == self.story.tension and respondent.profile_code == "collectivite"
            here = level - (1.8 if against else 0) + self.random.uniform(-0.4, 0.4)
            for criterion in axis.criteria:
                for question in criterion.questions:
                    yield one_answer(respondent, reading, question.code, here, self.story, self.random)


def signed(voice: Voice, answers: list[Answer]) -> list[Answer]:
    """Those kept, by the partner itself or by someone of the fund."""
    kept = answers[: round(len(answers) * voice.kept)]
    for answer in kept:
        answer.answered_at = voice.answered_at
        answer.answered_by_id = voice.entered_by_id
        answer.invitation_id = voice.invitation_id if voice.is_own else None
    return kept


def one_answer(
    respondent: Respondent, reading: str, question: str, level: float, story: Story, random: Random
) -> Answer:
    draw = random.random()
    not_applicable = draw < (0.6 if story.fate == "not_suited" and question.startswith("C") else 0.05)
    no_level = "NA" if not_applicable else "NSP" if draw > 0.95 else None
    value = max(0, min(4, round(random.gauss(level, 0.6))))
    return Answer(
        respondent_id=respondent.id,
        reading=reading,
        question_code=question,
        level=None if no_level else value,
        no_level=no_level,
        evidence=random.choice((0, 0, 1, 1, 2)),
        comment=COMMENTS[value] if random.random() < 0.08 else "",
    )


def hand_in(session: Session, voice: Voice) -> None:
    """Two partners in three let their comments be quoted outside."""
    voice.respondent.quotes_allowed = voice.respondent.id % 3 > 0
    voice.respondent.submitted_at = voice.answered_at
    session.add(
        RespondentEvent(
            respondent_id=voice.respondent.id,
            kind="submitted",
            happened_at=voice.answered_at,
            user_id=voice.entered_by_id,
            invitation_id=voice.invitation_id if voice.is_own else None,
        )
    )
