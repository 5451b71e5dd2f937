"""Campaigns of a project, their partners and what each one answered; the results come from the method itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.demo.calendar import add_months
from app.demo.campaigns import MOMENTS
from app.demo.sized.answers import Writer, comment
from app.demo.sized.projects import Made, mail
from app.demo.sized.publishing import Held, Publisher, Voice
from app.demo.sized.tables import Rows
from app.demo.voices import at
from evaluation import Answer

EVALUATED = 0.6
SILENT, UNDER_WAY, LEFT_OPEN, LEFT_CLOSED, CORRECTED = 0.12, 0.4, 0.03, 0.03, 0.01
QUOTED = 0.67


@dataclass
class Campaigns:
    rows: Rows
    writer: Writer
    publisher: Publisher
    today: date

    def make(self, made: Made, random: Random) -> None:
        if made.copil_on is None or made.status == "abandonne" or random.random() > EVALUATED:
            return
        for moment, (months, readings) in MOMENTS.items():
            held_on = add_months(made.copil_on, months)
            if held_on > self.today + timedelta(days=60) or (made.status == "valide" and moment != "ex_ante"):
                return
            held = Held(self.rows.next("campaign"), made.number, moment, held_on, made.starts_on)
            self._hold(made, held, readings, random)

    def _hold(self, made: Made, held: Held, readings: tuple[str, ...], random: Random) -> None:
        status, level = self._status(held, random), random.uniform(1.9, 3.1)
        voices = [self._voice(made, held, place, status, readings, level, random) for place in range(len(made.members))]
        closed_at = at(held.closes_on, 18) if status in ("close", "publiee") else None
        if status != "preparation":
            self.rows.of["campaign_event"].append((held.number, "opened", at(held.opens_on, 9), ""))
        if closed_at:
            self.rows.of["campaign_event"].append((held.number, "closed", closed_at, ""))
        if status == "publiee":
            closed_at = self.publisher.publish(held, voices, corrected=random.random() < CORRECTED) or closed_at
        self.rows.of["campaign"].append(
            (held.number, made.number, held.moment, status, held.held_on, held.opens_on, held.closes_on,
             self.publisher.reference, closed_at)
        )  # fmt: skip

    def _status(self, held: Held, random: Random) -> str:
        draw = random.random()
        if held.opens_on > self.today:
            return "preparation"
        if held.closes_on > self.today or draw < LEFT_OPEN:
            return "ouverte"
        recent = held.closes_on + timedelta(days=40) > self.today
        return "close" if recent or draw < LEFT_OPEN + LEFT_CLOSED else "publiee"

    def _voice(
        self, made: Made, held: Held, place: int, status: str, readings: tuple[str, ...], level: float, random: Random
    ) -> Voice:
        number, member, contact = self.rows.next("respondent"), made.members[place], f"Contact fictif {place + 1}"
        answers, submitted_at = self._answers(held, status, readings, level, random)
        self.rows.of["respondent"].append(
            (number, held.number, member.number, member.profile, member.role if place else "porteur", contact,
             mail(made, place), submitted_at, submitted_at is not None and random.random() < QUOTED)
        )  # fmt: skip
        if status != "preparation":
            self._invited(number, contact, mail(made, place), held, submitted_at)
        self._answered(number, answers, submitted_at or self._day(held), random)
        return Voice(member, member.role if place else "porteur", answers)

    def _answers(
        self, held: Held, status: str, readings: tuple[str, ...], level: float, random: Random
    ) -> tuple[list[Answer], datetime | None]:
        """All of them once it is over, but for the silent; begun, handed in or not yet while it is open."""
        draw = random.random()
        if status == "preparation" or draw < SILENT:
            return [], None
        answers = self.writer.answers(readings, held.moment, level + random.uniform(-0.5, 0.5), random)
        if status == "ouverte" and draw < UNDER_WAY:
            return answers[: random.randrange(len(answers))], None
        return answers, self._day(held)

    def _day(self, held: Held) -> datetime:
        return at(min(held.held_on, self.today - timedelta(days=1)), 9)

    def _invited(self, number: int, contact: str, email: str, held: Held, submitted_at: datetime | None) -> None:
        """The number of the invitation is that of the respondent: one each."""
        invited_at = at(held.opens_on, 10)
        self.rows.of["invitation"].append((number, number, "answer", contact, email, invited_at, submitted_at))
        self.rows.last["invitation"] = max(number, self.rows.last["invitation"])
        self.rows.of["respondent_event"].append((number, "invited", invited_at, None))
        if submitted_at:
            self.rows.of["respondent_event"].append((number, "submitted", submitted_at, number))

    def _answered(self, number: int, answers: list[Answer], answered_at: datetime, random: Random) -> None:
        noted, words = comment(answers, random)
        self.rows.of["answer"] += [
            (number, own.reading, own.question, None, own.value, own.evidence, "", answered_at, number)
            if isinstance(own.value, str)
            else (number, own.reading, own.question, own.value, None, own.evidence, words if place == noted else "",
                  answered_at, number)
            for place, own in enumerate(answers)
        ]  # fmt: skip
