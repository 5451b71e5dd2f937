"""A grid as plain values, under the names its file uses: what `grid_from` reads back the same."""

from collections.abc import Mapping
from dataclasses import asdict

from evaluation.grid import Axis, Criterion, Grid, Question
from evaluation.scale import Confidentiality

Values = dict[str, object]


def grid_values(grid: Grid) -> Values:
    """Only strings, numbers, booleans, dates, lists and dictionaries: ready for TOML. What was not said is left out."""
    values: Values = {"id": grid.id, "version": grid.version}
    if grid.previous:
        values["previous"] = grid.previous
    values |= {
        "title": grid.title,
        "status": grid.status,
        "published_on": grid.published_on,
        "source": grid.source,
        "scale": _said(asdict(grid.scale)),
        "publication": asdict(grid.publication),
        "dialogue": asdict(grid.dialogue),
        "regions": asdict(grid.regions),
    }
    if grid.confidentiality != Confidentiality():
        values["confidentiality"] = asdict(grid.confidentiality)
    return values | {
        "indices": [_said(asdict(index)) for index in grid.indices],
        "approaches": [asdict(approach) for approach in grid.approaches],
        "axes": [_axis(axis) for axis in grid.axes],
    }


def _axis(axis: Axis) -> Values:
    values: Values = {"code": axis.code, "label": axis.label, "object": axis.object, "family": axis.family}
    values["initial"] = axis.initial
    if axis.horizon_months is not None:
        values["horizon_months"] = axis.horizon_months
    if axis.weighting:
        values["weighting"] = axis.weighting
    return values | {"criteria": [_criterion(criterion) for criterion in axis.criteria]}


def _criterion(criterion: Criterion) -> Values:
    values: Values = {"code": criterion.code, "label": criterion.label, "weight": criterion.weight}
    values |= _words("label_for", criterion.labels)
    return values | {"questions": [_question(question) for question in criterion.questions]}


def _question(question: Question) -> Values:
    values: Values = {"code": question.code}
    if question.same_as:
        values["same_as"] = question.same_as
    values |= {"text": question.text, "approach": question.approach, "weight": question.weight}
    if question.equivalent is not None:
        values["equivalent"] = question.equivalent
    return values | _words("text_for", question.texts)


def _words(key: str, words: Mapping[str, str]) -> Values:
    return {key: dict(words)} if words else {}


def _said(values: Values) -> Values:
    """Tuples as lists, and nothing for what was not declared."""
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value is not None
    }
