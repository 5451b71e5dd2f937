"""Reads a grid from its TOML text and refuses one that contradicts itself."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime

from evaluation.fields import Fields, GridError, fields_of
from evaluation.grid import PRIORITIES, Approach, Axis, Criterion, Grid, Index, Question
from evaluation.grid_checks import check_grid
from evaluation.scale import Confidentiality, Dialogue, Publication, RegionRules, Scale


def parse_grid(text: str) -> Grid:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise GridError(f"Grille : le fichier ne se lit pas{_place(fault)}.") from fault
    return grid_from(data)


def grid_from(data: object) -> Grid:
    """The same from data already read."""
    fields = fields_of(data, "Grille", GridError)
    scale = _scale(fields.part("scale"))
    grid = Grid(
        id=fields.text("id"),
        version=fields.text("version"),
        title=fields.text("title"),
        status=fields.text("status"),
        source=fields.text("source"),
        published_on=_day(fields, "published_on"),
        scale=scale,
        publication=_publication(fields.part("publication"), scale),
        dialogue=_dialogue(fields.part("dialogue"), scale),
        regions=_regions(fields.part("regions")),
        indices=tuple(_index(row) for row in fields.rows("indices", "indice", "code")),
        approaches=tuple(_approach(row) for row in fields.rows("approaches", "approche", "code")),
        axes=tuple(_axis(row) for row in fields.rows("axes", "axe", "code")),
        confidentiality=_confidentiality(fields.optional_part("confidentiality")),
        previous=fields.optional_text("previous"),
    )
    check_grid(grid, fields)
    return grid


def _place(fault: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+)", str(fault))
    return f" à la ligne {found[1]}" if found else ""


def _scale(fields: Fields) -> Scale:
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


def _publication(fields: Fields, scale: Scale) -> Publication:
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


def _dialogue(fields: Fields, scale: Scale) -> Dialogue:
    return Dialogue(
        question_gap_levels=fields.integer("question_gap_levels", 1, scale.max - scale.min),
        criterion_gap_points=fields.number("criterion_gap_points", 0, 100),
        dead_band_points=fields.number("dead_band_points", 0, 100),
        min_paired=fields.integer("min_paired", 1),
    )


def _regions(fields: Fields) -> RegionRules:
    detail = fields.integer("detail_max", 0)
    return RegionRules(
        detail_max=detail,
        fragile_max=fields.integer("fragile_max", detail),
        stabilisation_weight=fields.number("stabilisation_weight", 0),
    )


def _confidentiality(fields: Fields) -> Confidentiality:
    """Never under 2: the view of a profile met once is the view of a partner."""
    key = "min_respondents_per_profile"
    return Confidentiality(fields.integer(key, 2)) if fields.holds(key) else Confidentiality()


def _index(fields: Fields) -> Index:
    return Index(fields.text("code"), fields.text("label"), fields.texts("axes"))


def _approach(fields: Fields) -> Approach:
    return Approach(fields.text("code"), fields.text("label"))


def _axis(fields: Fields) -> Axis:
    return Axis(
        code=fields.text("code"),
        label=fields.text("label"),
        object=fields.text("object"),
        family=fields.text("family"),
        initial=fields.flag("initial"),
        horizon_months=fields.integer("horizon_months", 0) if fields.holds("horizon_months") else None,
        weighting=fields.choice("weighting", (PRIORITIES,)) if fields.holds("weighting") else "",
        criteria=tuple(_criterion(row) for row in fields.rows("criteria", "critère", "code")),
    )


def _criterion(fields: Fields) -> Criterion:
    questions = tuple(_question(row) for row in fields.rows("questions", "question", "code"))
    if not questions:
        raise fields.refuse("il faut au moins une question.")
    return Criterion(fields.text("code"), fields.text("label"), _weight(fields), questions, _words(fields, "label_for"))


def _question(fields: Fields) -> Question:
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


def _day(fields: Fields, key: str) -> date:
    value = fields.value(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise fields.refuse(f"« {key} » doit être une date.")
    return value
