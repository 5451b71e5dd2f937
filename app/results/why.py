"""« Pourquoi ce score ? »: the answers that made it, and the sums a person can check by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from app.assessments.gather import published_inputs
from app.assessments.scores import axis_values
from app.models import Result
from app.results.facts import AxisFacts, facts_of
from app.results.views import AxisView, Voice, axis_view
from app.results.words import NBSP, Check, confidence_checks, decimal, provisional_checks, status_checks, typeset
from evaluation import Axis, Explanation, Grid, Outcome, Reading, ScoreLine, Status, explain_axis, round_half_up
from evaluation.means import profile_equal_mean


@dataclass(frozen=True)
class Line:
    """One question for one partner; the figures are none when the answer is left out."""

    question: str
    text: str
    voice: Voice
    answer: str
    evidence: str
    points: float | None
    weight: str
    share: float | None
    contribution: float | None
    left_out: str


@dataclass(frozen=True)
class CriterionPart:
    code: str
    label: str
    weight: str
    score: float | None
    lines: tuple[Line, ...]
    share: float
    contribution: float


@dataclass(frozen=True)
class StepRow:
    """One line of the table that goes from the partners to the project: a score by criterion, then the axis."""

    label: str
    detail: str
    scores: tuple[float | None, ...]
    axis: float | None


@dataclass(frozen=True)
class WhyView:
    axis: Axis
    view: AxisView
    facts: AxisFacts
    reading: Reading
    parts: tuple[CriterionPart, ...]
    partners: tuple[StepRow, ...]
    profiles: tuple[StepRow, ...]
    project: StepRow
    total_share: float
    total: float | None
    formula: str
    status_checks: list[Check]
    provisional_checks: list[Check]
    confidence_checks: list[tuple[str, list[Check]]]

    @property
    def is_published(self) -> bool:
        return self.facts.status is Status.PUBLISHED


def why_view(grid: Grid, result: Result, reading: str, axis_code: str, voices: Mapping[str, Voice]) -> WhyView:
    """Explained from the very answers the result was computed from."""
    start = result.scores["project_start"]
    explained = explain_axis(
        grid, published_inputs(result), reading, axis_code, date.fromisoformat(start) if start else None
    )
    values = axis_values(explained.score)
    facts = facts_of(values)
    parts = tuple(_parts(grid, explained, voices))
    return WhyView(
        axis=explained.axis,
        view=axis_view(grid, axis_code, values, voices),
        facts=facts,
        reading=explained.reading,
        parts=parts,
        partners=tuple(_partner_rows(explained, voices)),
        profiles=tuple(_profile_rows(explained, voices)),
        project=StepRow("Projet", "", tuple(explained.score.criteria.values()), facts.score),
        total_share=fsum(part.share for part in parts),
        total=fsum(part.contribution for part in parts) if facts.score is not None else None,
        formula=formula(explained),
        status_checks=status_checks(grid, facts),
        provisional_checks=provisional_checks(grid, facts),
        confidence_checks=confidence_checks(grid, facts),
    )


def formula(explained: Explanation) -> str:
    """« (71,875 + 81,25 + 37,5) / 3 = 63,54 »; empty without a score."""
    score = explained.score
    if score.score is None:
        return ""
    if explained.axis.by_priorities:
        terms = [(value, 1.0) for value in score.profile_means.values()]
    else:
        weights = {criterion.code: criterion.weight for criterion in explained.axis.criteria}
        terms = [(value, weights[code]) for code, value in score.criteria.items() if value is not None]
    weighted = [
        decimal(value, 2) if weight == 1 else f"{_plain(weight)} × {decimal(value, 2)}" for value, weight in terms
    ]
    divisor = _plain(fsum(weight for _, weight in terms))
    total = decimal(score.score, 2)
    return f"({' + '.join(weighted)}) / {divisor} = {total}" if len(terms) > 1 else f"{weighted[0]} = {total}"


def _parts(grid: Grid, explained: Explanation, voices: Mapping[str, Voice]) -> list[CriterionPart]:
    found = []
    for criterion in explained.axis.criteria:
        lines = [line for line in explained.lines if line.criterion == criterion.code]
        found.append(
            CriterionPart(
                code=criterion.code,
                label=typeset(criterion.label),
                weight=_plain(criterion.weight),
                score=explained.score.criteria[criterion.code],
                lines=tuple(_line(grid, line, voices) for line in lines),
                share=fsum(line.share or 0 for line in lines),
                contribution=fsum(line.contribution or 0 for line in lines),
            )
        )
    return found


def _line(grid: Grid, line: ScoreLine, voices: Mapping[str, Voice]) -> Line:
    kept = line.outcome is Outcome.KEPT
    evidence = grid.scale.evidence_labels[line.evidence].lower() if line.evidence is not None and kept else ""
    return Line(
        question=line.question,
        text=typeset(line.text),
        voice=voices[line.respondent],
        answer=line.value_label,
        evidence=evidence,
        points=line.points if kept else None,
        weight=_plain(line.weight * line.criterion_weight) if kept else "",
        share=line.share if kept else None,
        contribution=line.contribution if kept else None,
        left_out="" if kept else typeset(line.outcome.label),
    )


def _partner_rows(explained: Explanation, voices: Mapping[str, Voice]) -> list[StepRow]:
    """On an axis weighted by priorities the partner's weights are said beside its scores."""
    weights = {(line.respondent, line.criterion): line.criterion_weight for line in explained.lines}
    rows = []
    for own in explained.score.by_respondent:
        voice = voices[own.respondent]
        detail = ""
        if explained.axis.by_priorities:
            detail = ", ".join(f"{code}{NBSP}×{NBSP}{_plain(weights[own.respondent, code])}" for code in own.criteria)
        rows.append(StepRow(voice.id, detail, tuple(own.criteria.values()), own.score))
    return rows


def _profile_rows(explained: Explanation, voices: Mapping[str, Voice]) -> list[StepRow]:
    """The mean of each profile that counts several partners: all profiles weigh the same."""
    labels = {voice.profile: voice.profile_label for voice in voices.values()}
    rows = []
    for profile in dict.fromkeys(own.profile for own in explained.score.by_respondent):
        members = [own for own in explained.score.by_respondent if own.profile == profile]
        if len(members) < 2:
            continue
        means = [_mean([own.criteria[criterion.code] for own in members]) for criterion in explained.axis.criteria]
        rows.append(
            StepRow(
                labels[profile],
                f"{len(members)}{NBSP}partenaires",
                tuple(means),
                explained.score.profile_means.get(profile),
            )
        )
    return rows


def _mean(scores: Sequence[float | None]) -> float | None:
    return profile_equal_mean(("", score) for score in scores if score is not None)


def _plain(weight: float) -> str:
    """1 rather than 1,0, and 0,5 as it is."""
    shown = round_half_up(weight, 2).normalize()
    return f"{shown:f}".replace(".", ",")
