"""Results as `app.assessments.service.publish` would freeze them, from the answers at hand: nothing is read back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import evaluation
from app.assessments.gather import Gathered, campaign_key, respondent_key
from app.assessments.scores import axis_rows, frozen_scores
from app.demo.sized.organisations import Organisation
from app.demo.sized.tables import AXIS, Rows
from app.demo.voices import at
from evaluation import FORMULA_VERSION, Grid, ReadingScore, inputs_digest, score_campaign

REASON = "Une réponse avait été saisie pour le mauvais partenaire"
USUAL = {"is_index": False}


class Held(NamedTuple):
    """A campaign as it was held."""

    number: int
    project: int
    moment: str
    held_on: date
    project_start: date | None

    @property
    def opens_on(self) -> date:
        return self.held_on - timedelta(days=21)

    @property
    def closes_on(self) -> date:
        return self.held_on + timedelta(days=14)


class Voice(NamedTuple):
    member: Organisation
    role: str
    answers: list[evaluation.Answer]


@dataclass
class Publisher:
    rows: Rows
    grid: Grid
    reference: str

    def publish(self, held: Held, voices: Sequence[Voice], *, corrected: bool) -> datetime | None:
        """When it was closed again, if an answer was corrected after a first publication."""
        self._result(held, [wrong(voices[0]), *voices[1:]] if corrected else voices, 1, "", held.closes_on)
        if not corrected:
            return None
        day = held.closes_on + timedelta(days=30)
        self.rows.of["campaign_event"] += [
            (held.number, "reopened", at(day, 9), REASON),
            (held.number, "closed", at(day, 10), ""),
        ]
        self._result(held, voices, 2, REASON, day)
        return at(day, 10)

    def _result(self, held: Held, voices: Sequence[Voice], sequence: int, reason: str, day: date) -> None:
        gathered = self._gathered(held, voices)
        readings = score_campaign(self.grid, gathered.campaign, held.project_start)
        names = {respondent_key(voice.member.number): voice.member.name for voice in voices}
        number, published_at = self.rows.next("result"), at(day + timedelta(days=7), 10)
        self.rows.of["result"].append(
            (number, held.number, sequence, reason, self.reference, FORMULA_VERSION,
             inputs_digest(self.grid, gathered.campaign, held.project_start),
             json.dumps(frozen_scores(gathered, readings, names), ensure_ascii=False), published_at)
        )  # fmt: skip
        self._axes(number, readings)
        self.rows.of["campaign_event"].append((held.number, "published", published_at, reason))

    def _axes(self, number: int, readings: Sequence[ReadingScore]) -> None:
        for own in axis_rows(readings):
            line = {**USUAL, **own, "result_id": number}
            self.rows.of["axis_result"].append(tuple(line.get(name) for name in AXIS))

    def _gathered(self, held: Held, voices: Sequence[Voice]) -> Gathered:
        respondents = tuple(
            evaluation.Respondent(
                id=respondent_key(voice.member.number),
                profile=voice.member.profile,
                role=voice.role,
                answers=tuple(voice.answers),
            )
            for voice in voices
        )
        campaign = evaluation.Campaign(
            id=campaign_key(held.number), moment=held.moment, date=held.held_on, respondents=respondents
        )
        organisations = {respondent_key(voice.member.number): voice.member.number for voice in voices}
        return Gathered(
            held.number, held.project, held.project_start, self.reference, self.grid, campaign, organisations
        )


def wrong(voice: Voice) -> Voice:
    """The same with its first level upside down."""
    place = next((place for place, own in enumerate(voice.answers) if isinstance(own.value, int)), None)
    if place is None:
        return voice
    answers = list(voice.answers)
    answers[place] = replace(answers[place], value=4 - int(answers[place].value))
    return voice._replace(answers=answers)
