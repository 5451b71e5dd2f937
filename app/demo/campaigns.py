"""Campaigns of the demonstration, with silent partners, « sans objet », disagreements; published for real."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.service import close_campaign, open_campaign, publish, reopen_campaign
from app.demo.calendar import add_months
from app.demo.portfolio import Built
from app.demo.stories import Story
from app.models import Answer, Campaign, CampaignStatus, Respondent, RespondentEvent
from evaluation import Grid, load_grid

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
            answer_all(session, campaign, story, readings, random)
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


def answer_all(session: Session, campaign: Campaign, story: Story, readings: tuple[str, ...], random: Random) -> None:
    grid = load_grid(campaign.grid_reference)
    general = random.uniform(1.9, 3.1)
    invited = session.scalars(select(Respondent).where(Respondent.campaign_id == campaign.id).order_by(Respondent.id))
    for place, respondent in enumerate(invited.all()):
        if silent(story, place, random):
            continue
        own = general + random.uniform(-0.5, 0.5)
        for reading in readings:
            lift = LIFTS[reading if reading != "observed" else campaign.moment]
            answer(session, grid, respondent, reading, own + lift, story, random)
        hand_in(session, respondent, campaign)


def silent(story: Story, place: int, random: Random) -> bool:
    """Some partners never answer; in a « silent » story nearly none does."""
    draw = random.random()
    return place > 0 and (draw < 0.12 or (story.fate == "silent" and draw < 0.7))


def answer(
    session: Session, grid: Grid, respondent: Respondent, reading: str, level: float, story: Story, random: Random
) -> None:
    asked = [axis for axis in grid.axes if axis.initial or reading != "initial"]
    for axis in asked:
        against = axis.code == story.tension and respondent.profile_code == "collectivite"
        here = level - (1.8 if against else 0) + random.uniform(-0.4, 0.4)
        for criterion in axis.criteria:
            for question in criterion.questions:
                session.add(one_answer(respondent, reading, question.code, here, story, random))


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


def hand_in(session: Session, respondent: Respondent, campaign: Campaign) -> None:
    respondent.submitted_at = at(campaign.held_on, 9)
    session.add(RespondentEvent(respondent_id=respondent.id, kind="submitted", happened_at=respondent.submitted_at))


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)
