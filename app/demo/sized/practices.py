"""Qualified practices: one project in six brings an organisation that was, some of them twice."""

from datetime import date, datetime, time, timedelta
from random import Random

from app.clock import PARIS
from app.demo.sized.organisations import Organisations
from app.demo.sized.projects import Made
from app.demo.sized.tables import Rows
from app.demo.sized.vocabulary import Vocabulary
from app.models import QualificationStatus, SentBy

EVERY, AGAIN, PREPARED = 6, 0.3, 0.1
LEVELS = (0, 1, 1, 2, 2, 3, None)


def make_practices(
    rows: Rows, words: Vocabulary, organisations: Organisations, made: Made, random: Random, today: date
) -> None:
    """Its own draws, as for what was gained."""
    if made.number % EVERY:
        return
    commune, organisation = organisations.place(made.number), made.members[-1]
    first = today - timedelta(days=random.randint(30, 900))
    days = [first, *([first + timedelta(days=365)] if random.random() < AGAIN else [])]
    for day in days:
        if day <= today:
            sent = len(days) > 1 or random.random() >= PREPARED
            _qualification(rows, words, (organisation.number, commune.label, commune.region), day, sent, random)


def _qualification(
    rows: Rows, words: Vocabulary, where: tuple[int, str, str], day: date, sent: bool, random: Random
) -> None:
    number, (organisation, place, region) = rows.next("qualification"), where
    by = random.choice([SentBy.ORGANISATION, SentBy.FUND]).value if sent else None
    status = QualificationStatus.SENT if sent else QualificationStatus.PREPARED
    rows.of["qualification"].append(
        (number, organisation, words.qualification_grid, place, region, day, status.value,
         datetime.combine(day, time(12), PARIS) if sent else None, by, "Contact fictif" if sent else "")
    )  # fmt: skip
    rows.of["qualification_level"] += [(number, code, random.choice(LEVELS), "") for code in words.practices]
