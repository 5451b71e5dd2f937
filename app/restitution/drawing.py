"""Draws the regards of one reading, axis by axis, criterion by criterion, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.restitution.disclosure import Circle, Quote, ShownQuote
from app.restitution.regards import Regards, spread_of, views_of
from app.restitution.sentences import gap_sentence
from app.results.facts import facts_of
from app.results.words import NBSP, axis_words, typeset
from evaluation import Axis, Criterion, Grid, Question
from evaluation.answers import Sheet

Frozen = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True)
class CriterionRegards:
    whole: Regards
    questions: tuple[Regards, ...]


@dataclass(frozen=True)
class AxisRegards:
    code: str
    label: str
    words: str
    criteria: tuple[CriterionRegards, ...]


@dataclass(frozen=True)
class Told:
    """What a restitution is drawn from; `own` is the id in the method of the partner who reads, if one does.

    `own_profile` is its profile: it reads the words it was asked with.
    """

    grid: Grid
    scores: Frozen
    labels: Labels
    quotes: Sequence[Quote]
    circle: Circle
    own: str = ""
    own_profile: str = ""


@dataclass(frozen=True)
class Drawing:
    """Draws one reading, the answers and the comments at hand."""

    told: Told
    kept: Frozen
    sheets: Sequence[Sheet]
    quotes: Mapping[str, tuple[ShownQuote, ...]]

    def axis(self, axis: Axis) -> AxisRegards:
        frozen = self.kept["axes"][axis.code]
        return AxisRegards(
            code=axis.code,
            label=typeset(axis.label),
            words=axis_words(self.told.grid, facts_of(frozen)),
            criteria=tuple(self._criterion(axis, criterion, frozen) for criterion in axis.criteria),
        )

    def _criterion(self, axis: Axis, criterion: Criterion, frozen: Frozen) -> CriterionRegards:
        given = {own["id"]: (own["profile"], own["criteria"][criterion.code]) for own in frozen["by_respondent"]}
        questions = tuple(self._question(axis, question) for question in criterion.questions)
        whole = self._regards("Critère", axis, criterion.code, criterion.label, criterion.labels, given)
        pointed = frozen["dialogue_questions"]
        quotes = tuple(quote for own in questions if own.code not in pointed for quote in own.quotes)
        return CriterionRegards(replace(whole, quotes=quotes), questions)

    def _question(self, axis: Axis, question: Question) -> Regards:
        scale = self.told.grid.scale
        given = {
            sheet.respondent.id: (sheet.profile, scale.points(sheet.levels[question.code]))
            for sheet in self.sheets
            if question.code in sheet.levels
        }
        found = self._regards("Question", axis, question.code, question.text, question.texts, given)
        own = next((sheet for sheet in self.sheets if sheet.respondent.id == self.told.own), None)
        level = own.levels.get(question.code) if own else None
        words = "" if level is None else scale.label(level)
        return replace(found, own_level=words, quotes=self.quotes.get(question.code, ()))

    def _regards(
        self,
        kind: str,
        axis: Axis,
        code: str,
        text: str,
        texts: Mapping[str, str],
        given: Mapping[str, tuple[str, float | None]],
    ) -> Regards:
        held = {respondent: (profile, points) for respondent, (profile, points) in given.items() if points is not None}
        middle, low, high = spread_of([points for _, points in held.values()])
        own = held.get(self.told.own)
        found = Regards(
            kind=kind,
            code=code,
            text=typeset(texts.get(self.told.own_profile, text)),
            wordings=self._wordings(text, texts),
            axis_code=axis.code,
            axis_label=typeset(axis.label),
            views=views_of(held.values(), self.told.labels),
            median=middle,
            low=low,
            high=high,
            own=own[1] if own else None,
        )
        return replace(found, sentence=gap_sentence(found))

    def _wordings(self, text: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Who was asked with other words than those shown, among those invited."""
        mine, invited = self.told.own_profile, {sheet.profile for sheet in self.sheets}
        others = [
            f"{self.told.labels.get(profile, profile)} a lu{NBSP}: «{NBSP}{typeset(other)}{NBSP}»"
            for profile, other in texts.items()
            if profile in invited - {mine}
        ]
        usual = f"Les autres profils ont lu{NBSP}: «{NBSP}{typeset(text)}{NBSP}»"
        return (*others, usual) if mine in texts and len(invited) > 1 + len(others) else tuple(others)
