"""What partners answer. A level, "sans objet", "ne sait pas" and no answer at all are four different things (§1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from evaluation.grid import Axis, Criterion
from evaluation.words import NOT_APPLICABLE, READINGS, Moment, Reading

USUAL_PRIORITY = 1
HIGHEST_PRIORITY = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` is a level of the scale, "NA" (sans objet) or "NSP" (ne sait pas)."""

    question: str
    reading: str
    value: int | str
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Respondent:
    """One partner organisation, not a person."""

    id: str
    profile: str
    answers: tuple[Answer, ...] = ()
    priorities: Mapping[str, int] = field(default_factory=dict)
    role: str = ""

    def priority(self, criterion: str) -> int:
        """§1: a priority that was not given is 1."""
        return self.priorities.get(criterion, USUAL_PRIORITY)


@dataclass(frozen=True, slots=True)
class Campaign:
    id: str
    moment: str
    date: date
    respondents: tuple[Respondent, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """§1: what this moment asks."""
        return READINGS[Moment(self.moment)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One respondent's answers in one reading, once its priorities have spoken.

    A question is in `levels` (valued), in `not_applicable`, or in neither (does not know, blank).
    """

    respondent: Respondent
    answers: Mapping[str, Answer]
    levels: Mapping[str, int]
    not_applicable: frozenset[str]

    @property
    def profile(self) -> str:
        return self.respondent.profile

    def renamed(self, codes: Mapping[str, str]) -> "Sheet":
        """Under the codes of another version; a question that has none there is left out."""
        return Sheet(
            self.respondent,
            {codes[code]: answer for code, answer in self.answers.items() if code in codes},
            {codes[code]: level for code, level in self.levels.items() if code in codes},
            frozenset(codes[code] for code in self.not_applicable if code in codes),
        )


def read_sheets(axes: tuple[Axis, ...], campaign: Campaign, reading: str) -> tuple[Sheet, ...]:
    """The sheets of all invited respondents, silent ones too, in the order of their ids."""
    respondents = sorted(campaign.respondents, key=lambda respondent: respondent.id)
    return tuple(read_sheet(axes, respondent, reading) for respondent in respondents)


def read_sheet(axes: tuple[Axis, ...], respondent: Respondent, reading: str) -> Sheet:
    """§1: what the respondent said in this reading; an axis not in `axes` has no priority to apply."""
    answers = {answer.question: answer for answer in respondent.answers if answer.reading == reading}
    excluded = _excluded_by_priority(axes, respondent)
    not_applicable = {code for code, answer in answers.items() if answer.value == NOT_APPLICABLE} | excluded
    levels = {
        code: answer.value for code, answer in answers.items() if isinstance(answer.value, int) and code not in excluded
    }
    return Sheet(respondent, answers, levels, frozenset(not_applicable))


def has_priority_zero(axis: Axis, criterion: Criterion, respondent: Respondent) -> bool:
    """§1: only on an axis weighted by priorities."""
    return axis.by_priorities and respondent.priority(criterion.code) == 0


def _excluded_by_priority(axes: tuple[Axis, ...], respondent: Respondent) -> set[str]:
    """§1: priority 0 makes all questions of the criterion not applicable, whatever was answered."""
    return {
        question.code
        for axis in axes
        for criterion in axis.criteria
        if has_priority_zero(axis, criterion, respondent)
        for question in criterion.questions
    }
