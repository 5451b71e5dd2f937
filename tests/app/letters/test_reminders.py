"""Reminders: on their day, once, to those who have not submitted; a missed morning is caught up."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.errors import Refused
from app.letters import service
from app.letters.jobs import send_due_reminders
from app.letters.queries import reminders_of
from app.models import Letter, LetterKind, Respondent
from tests import factories as make
from tests.app.letters.conftest import CLOSES, TUESDAY, Clock, Situation, a_situation
from tests.support.jobs import run_jobs

EIGHT = datetime(2026, 12, 4, 8, 0, tzinfo=PARIS)
DAY = EIGHT.date()


@pytest.fixture
def planned(here: Situation) -> Situation:
    service.set_reminder_dates(here.session, campaign=here.campaign, dates=[DAY], user=here.user)
    here.session.commit()
    return here


def remind(here: Situation, **given: list[int]) -> int:
    count = service.remind(here.session, campaign=here.campaign, user=here.user, now=TUESDAY, **given)
    here.session.commit()
    return count


def another(here: Situation, **given: object) -> Respondent:
    return make.a_respondent(here.session, here.campaign, make.a_partner(here.session, here.project), **given)


def test_one_click_reminds_those_who_have_a_link_and_have_not_submitted(here: Situation) -> None:
    submitted = make.submitted(here.session, another(here))
    make.an_invitation(here.session, submitted)
    another(here, contact_email="jamais@exemple.fr")  # never invited
    gone = another(here)
    make.an_invitation(here.session, gone, revoked_at=TUESDAY)
    make.an_invitation(here.session, another(here), purpose="results")
    assert remind(here) == 1
    (letter,) = here.run()
    assert letter["To"] == "camille@exemple.fr"


def test_only_those_chosen_are_reminded(here: Situation) -> None:
    chosen = another(here)
    make.an_invitation(here.session, chosen, contact_email="zoe@exemple.fr")
    assert remind(here, respondent_ids=[]) == 0
    assert remind(here, respondent_ids=[chosen.id]) == 1
    assert [letter["To"] for letter in here.run()] == ["zoe@exemple.fr"]


def test_a_second_click_the_same_day_reminds_nobody_and_the_next_day_does(here: Situation) -> None:
    assert (remind(here), remind(here)) == (1, 0)
    midnight = datetime(2026, 12, 2, 0, 1, tzinfo=PARIS)
    assert service.remind(here.session, campaign=here.campaign, user=here.user, now=midnight) == 1


@pytest.mark.parametrize("status", ["preparation", "close", "publiee"])
def test_a_campaign_that_takes_no_answer_reminds_nobody(here: Situation, status: str) -> None:
    here.campaign.status = status
    assert remind(here) == 0


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (EIGHT - timedelta(days=1), 0),
        (EIGHT - timedelta(minutes=1), 0),
        (EIGHT, 1),
        (EIGHT + timedelta(hours=11), 1),
        (EIGHT + timedelta(hours=13), 0),
        (EIGHT + timedelta(days=1, minutes=-1), 0),
        (EIGHT + timedelta(days=3), 1),
    ],
)
def test_a_planned_reminder_leaves_on_its_day_or_is_caught_up_at_a_courteous_hour(
    planned: Situation, on: Clock, moment: datetime, count: int
) -> None:
    on.at(moment)
    send_due_reminders(planned.bind)
    assert len(planned.run()) == count


def test_a_planned_reminder_is_seen_to_once(planned: Situation, on: Clock) -> None:
    for hours in (0, 1, 24, 48):
        on.at(EIGHT + timedelta(hours=hours))
        send_due_reminders(planned.bind)
    assert len(planned.run()) == 1
    (reminder,) = reminders_of(planned.session, planned.campaign.id)
    assert reminder.done_at == EIGHT


def test_two_missed_days_make_one_reminder(planned: Situation, on: Clock) -> None:
    later = DAY + timedelta(days=1)
    service.set_reminder_dates(planned.session, campaign=planned.campaign, dates=[DAY, later], user=None)
    planned.session.commit()
    on.at(EIGHT + timedelta(days=2))
    send_due_reminders(planned.bind)
    assert len(planned.run()) == 1


@pytest.mark.parametrize("kind", [LetterKind.INVITATION, LetterKind.REMINDER])
def test_whoever_was_written_to_that_day_is_spared(planned: Situation, on: Clock, kind: LetterKind) -> None:
    on.at(EIGHT - timedelta(hours=1))
    planned.queue(kind)
    on.at(EIGHT)
    send_due_reminders(planned.bind)
    assert planned.session.scalars(select(Letter.kind)).all() == [kind]


def test_a_reminder_whose_campaign_was_closed_meanwhile_is_not_kept_for_later(planned: Situation, on: Clock) -> None:
    planned.campaign.status = "close"
    planned.session.commit()
    on.at(EIGHT)
    send_due_reminders(planned.bind)
    planned.campaign.status = "ouverte"
    planned.session.commit()
    send_due_reminders(planned.bind)
    assert planned.run() == []


def test_eight_is_eight_in_paris_in_summer_too(here: Situation, on: Clock) -> None:
    on.at(datetime(2026, 6, 1, 9, 0, tzinfo=PARIS))
    service.set_reminder_dates(here.session, campaign=here.campaign, dates=[date(2026, 6, 3)], user=None)
    here.session.commit()
    for utc, count in ((5, 0), (6, 1)):
        on.at(datetime.fromisoformat(f"2026-06-03T0{utc}:05:00+00:00"))
        send_due_reminders(here.bind)
        assert len(here.run()) == count


def test_two_workers_see_to_it_once(own_engine: Engine, outbox: object, on: Clock, tmp_path: object) -> None:
    on.at(TUESDAY)
    with Session(own_engine, expire_on_commit=False) as session:
        here = a_situation(session, own_engine, outbox)  # type: ignore[arg-type]
        service.set_reminder_dates(session, campaign=here.campaign, dates=[DAY], user=None)
        session.commit()
        on.at(EIGHT)
        for _ in range(2):
            send_due_reminders(own_engine)
        run_jobs(own_engine)
        assert len(here.run()) == 1


def test_dates_to_come_are_replaced_and_those_seen_to_stay(planned: Situation, on: Clock) -> None:
    on.at(EIGHT)
    send_due_reminders(planned.bind)
    days = [DAY + timedelta(days=3), CLOSES]
    service.set_reminder_dates(planned.session, campaign=planned.campaign, dates=days, user=None)
    service.set_reminder_dates(planned.session, campaign=planned.campaign, dates=[CLOSES, CLOSES], user=None)
    planned.session.commit()
    kept = [(row.due_on, row.done_at is not None) for row in reminders_of(planned.session, planned.campaign.id)]
    assert kept == [(DAY, True), (CLOSES, False)]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([TUESDAY.date()], "un jour à venir"),
        ([CLOSES + timedelta(days=1)], "la date de clôture"),
        ([TUESDAY.date() + timedelta(days=n) for n in range(1, 12)], "10 rappels au plus"),
    ],
)
def test_a_date_that_makes_no_sense_is_refused(here: Situation, days: list[date], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        service.set_reminder_dates(here.session, campaign=here.campaign, dates=days, user=None)


def test_a_closed_campaign_takes_no_date(here: Situation) -> None:
    here.campaign.status = "close"
    here.session.commit()
    with pytest.raises(Refused, match="ne rappelle plus personne"):
        service.set_reminder_dates(here.session, campaign=here.campaign, dates=[DAY], user=None)


def test_a_letter_without_an_address_is_refused(session: Session, here: Situation, connection: Connection) -> None:
    with pytest.raises(Refused, match="pas d’adresse"):
        service.queue_letter(
            session, kind=LetterKind.RECEIPT, respondent=another(here), invitation=None, key="x", user=None, now=TUESDAY
        )
