"""Why this score: every answer asked on an axis, what it weighed, or why it was left out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.answers import Answer, Campaign, Sheet, has_priority_zero, read_sheets
from evaluation.confidence import maturity_of
from evaluation.criteria import respondent_weight, valued_weight
from evaluation.grid import Axis, Criterion, Grid, Question
from evaluation.results import AxisScore, RespondentScore
from evaluation.scoring import score_axis
from evaluation.shares import Shares, criterion_shares
from evaluation.words import NOT_APPLICABLE, UNKNOWN, Reading

NO_ANSWER = "Sans réponse"


class Outcome(StrEnum):
    """What became of an answer; the label is the sentence a person reads."""

    KEPT = "kept"
    NOT_APPLICABLE = "not_applicable"
    PRIORITY_ZERO = "priority_zero"
    UNKNOWN = "unknown"
    BLANK = "blank"
    CRITERION_TOO_THIN = "criterion_too_thin"

    @property
    def label(self) -> str:
        return {
            "kept": "Compte dans le score",
            "not_applicable": "Sans objet : hors du calcul",
            "priority_zero": "Priorité 0 pour ce partenaire : hors du calcul",
            "unknown": "Ne sait pas : aucun point, la couverture baisse",
            "blank": "Sans réponse : aucun point, la couverture baisse",
            "criterion_too_thin": "Trop peu de réponses de ce partenaire à ce critère : hors du calcul",
        }[self]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One question for one respondent.

    `criterion_weight` includes the respondent's priority; `criterion_score` is the respondent's own. `share` is the
    part of the axis score this answer decides: points times shares add up to the score. None without a shown score.
    """

    criterion: str
    criterion_label: str
    criterion_weight: float
    criterion_score: float | None
    question: str
    text: str
    weight: float
    respondent: str
    profile: str
    value: int | str | None
    value_label: str
    evidence: int | None
    points: float | None
    outcome: Outcome
    share: float | None

    @property
    def contribution(self) -> float | None:
        """Points of the axis score that come from this answer."""
        return None if self.share is None or self.points is None else self.share * self.points


@dataclass(frozen=True, slots=True)
class Explanation:
    axis: Axis
    reading: Reading
    score: AxisScore
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of one axis."""

    grid: Grid
    axis: Axis
    shares: Shares

    def line(self, criterion: Criterion, question: Question, sheet: Sheet, own: RespondentScore) -> ScoreLine:
        outcome = outcome_of(self.axis, criterion, question, sheet, own)
        answer = sheet.answers.get(question.code)
        level = sheet.levels.get(question.code)
        return ScoreLine(
            criterion=criterion.code,
            criterion_label=criterion.label_for(sheet.profile),
            criterion_weight=respondent_weight(self.axis, criterion, sheet.respondent),
            criterion_score=own.criteria[criterion.code],
            question=question.code,
            text=question.text_for(sheet.profile),
            weight=question.weight,
            respondent=own.respondent,
            profile=own.profile,
            value=answer.value if answer else None,
            value_label=self._label(answer),
            evidence=answer.evidence if answer else None,
            points=None if level is None else self.grid.scale.points(level),
            outcome=outcome,
            share=self._share(criterion, question, sheet, outcome),
        )

    def _label(self, answer: Answer | None) -> str:
        return self.grid.scale.label(answer.value) if answer else NO_ANSWER

    def _share(self, criterion: Criterion, question: Question, sheet: Sheet, outcome: Outcome) -> float | None:
        if not self.shares:
            return None
        if outcome is not Outcome.KEPT:
            return 0.0
        return self.shares[sheet.respondent.id, criterion.code] * question.weight / valued_weight(criterion, sheet)


def explain_axis(
    grid: Grid, campaign: Campaign, reading: str, axis_code: str, project_start: date | None = None
) -> Explanation:
    """The lines in the order of the grid, then of the respondents; the axis must be asked in that reading."""
    axis, asked = grid.axis(axis_code), Reading(reading)
    sheets = read_sheets((axis,), campaign, asked)
    score = score_axis(grid, axis, sheets, maturity_of(axis, asked, project_start, campaign.date))
    shares = criterion_shares(axis, sheets, score.by_respondent) if score.status.shows_number else {}
    writer = _Writer(grid, axis, shares)
    lines = (
        writer.line(criterion, question, sheet, own)
        for criterion in axis.criteria
        for question in criterion.questions
        for sheet, own in zip(sheets, score.by_respondent, strict=True)
    )
    return Explanation(axis, asked, score, tuple(lines))


def outcome_of(axis: Axis, criterion: Criterion, question: Question, sheet: Sheet, own: RespondentScore) -> Outcome:
    """Why an answer counts, or is left out (§1, §2.2)."""
    if has_priority_zero(axis, criterion, sheet.respondent):
        return Outcome.PRIORITY_ZERO
    if question.code in sheet.levels:
        return Outcome.KEPT if own.criteria[criterion.code] is not None else Outcome.CRITERION_TOO_THIN
    answer = sheet.answers.get(question.code)
    if answer is None:
        return Outcome.BLANK
    return {NOT_APPLICABLE: Outcome.NOT_APPLICABLE, UNKNOWN: Outcome.UNKNOWN}[str(answer.value)]
