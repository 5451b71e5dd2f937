"""Reads each part of a grid file; what cannot be is refused with its place."""

from collections.abc import Mapping
from datetime import date, datetime

from evaluation.fields import Fields
from evaluation.grid import PRIORITIES, Approach, Axis, Criterion, Index, Question
from evaluation.scale import Confidentiality, Dialogue, Publication, RegionRules, Scale


def read_scale(fields: Fields) -> Scale:
    low = fields.integer("min")
    high = fields.integer("max", low=low + 1)
    labels = fields.texts("labels")
    if len(labels) != high - low + 1:
        raise fields.refuse(f"il faut {high - low + 1} libellés, un par niveau (lu : {len(labels)}).")
    evidence_labels = fields.texts("evidence_labels")
    if not evidence_labels:
        raise fields.refuse("il faut au moins un niveau de preuve.")
    words = fields.text("not_applicable"), fields.text("unknown")
    return Scale(low, high, labels, *words, evidence_labels, _declared(fields, "equivalent"))


def read_publication(fields: Fields, scale: Scale) -> Publication:
    published = fields.number("published_coverage", 0, 1)
    return Publication(
        criterion_min_valued=fields.number("criterion_min_valued", 0, 1),
        published_coverage=published,
        provisional_coverage=fields.number("provisional_coverage", 0, published),
        min_respondents=fields.integer("min_respondents", 1),
        min_profiles=fields.integer("min_profiles", 1),
        max_not_applicable=fields.number("max_not_applicable", 0, 1),
        high_confidence_coverage=fields.number("high_confidence_coverage", 0, 1),
        high_confidence_respondents=fields.integer("high_confidence_respondents", 1),
        high_confidence_profiles=fields.integer("high_confidence_profiles", 1),
        high_confidence_evidence=fields.number("high_confidence_evidence", 0, scale.strongest_evidence),
    )


def read_dialogue(fields: Fields, scale: Scale) -> Dialogue:
    return Dialogue(
        question_gap_levels=fields.integer("question_gap_levels", 1, scale.max - scale.min),
        criterion_gap_points=fields.number("criterion_gap_points", 0, 100),
        dead_band_points=fields.number("dead_band_points", 0, 100),
        min_paired=fields.integer("min_paired", 1),
    )


def read_regions(fields: Fields) -> RegionRules:
    detail = fields.integer("detail_max", 0)
    return RegionRules(
        detail_max=detail,
        fragile_max=fields.integer("fragile_max", detail),
        stabilisation_weight=fields.number("stabilisation_weight", 0),
    )


def read_confidentiality(fields: Fields) -> Confidentiality:
    """Never under 2: the view of a profile met once is the view of a partner."""
    key = "min_respondents_per_profile"
    return Confidentiality(fields.integer(key, 2)) if fields.holds(key) else Confidentiality()


def read_index(fields: Fields) -> Index:
    return Index(fields.text("code"), fields.text("label"), fields.texts("axes"))


def read_approach(fields: Fields) -> Approach:
    return Approach(fields.text("code"), fields.text("label"))


def read_axis(fields: Fields) -> Axis:
    return Axis(
        code=fields.text("code"),
        label=fields.text("label"),
        object=fields.text("object"),
        family=fields.text("family"),
        initial=fields.flag("initial"),
        horizon_months=fields.integer("horizon_months", 0) if fields.holds("horizon_months") else None,
        weighting=fields.choice("weighting", (PRIORITIES,)) if fields.holds("weighting") else "",
        criteria=tuple(read_criterion(row) for row in fields.rows("criteria", "critère", "code")),
    )


def read_criterion(fields: Fields) -> Criterion:
    questions = tuple(read_question(row) for row in fields.rows("questions", "question", "code"))
    if not questions:
        raise fields.refuse("il faut au moins une question.")
    return Criterion(fields.text("code"), fields.text("label"), _weight(fields), questions, _words(fields, "label_for"))


def read_question(fields: Fields) -> Question:
    return Question(
        code=fields.text("code"),
        text=fields.text("text"),
        approach=fields.text("approach"),
        weight=_weight(fields),
        texts=_words(fields, "text_for"),
        same_as=fields.optional_text("same_as"),
        equivalent=_declared(fields, "equivalent"),
    )


def _weight(fields: Fields) -> float:
    weight = fields.number("weight")
    if weight <= 0:
        raise fields.refuse(f"« weight » doit être plus grand que 0 (lu : {weight:g}).")
    return weight


def _declared(fields: Fields, key: str) -> bool | None:
    """Yes, no, or nothing said."""
    return fields.flag(key) if fields.holds(key) else None


def _words(fields: Fields, key: str) -> Mapping[str, str]:
    """The other wordings, by profile."""
    part = fields.optional_part(key)
    return {profile: part.text(profile) for profile in part.data}


def read_day(fields: Fields, key: str) -> date:
    value = fields.value(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise fields.refuse(f"« {key} » doit être une date.")
    return value
