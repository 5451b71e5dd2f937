"""Scores as they are frozen: everything the pages show, so that a published result never has to be computed again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.assessments.gather import Gathered
from evaluation import AxisScore, Campaign, Dispersion, ReadingScore, Respondent, RespondentScore

Values = dict[str, Any]


def frozen_scores(gathered: Gathered, readings: Sequence[ReadingScore], names: Mapping[str, str]) -> Values:
    """`readings` for the pages; `respondents` for the names; `inputs` to explain a score from the very answers used."""
    return {
        "moment": gathered.campaign.moment,
        "held_on": gathered.campaign.date.isoformat(),
        "project_start": gathered.project_start.isoformat() if gathered.project_start else None,
        "respondents": [
            {
                "id": own.id,
                "organisation_id": gathered.organisations[own.id],
                "name": names[own.id],
                "profile": own.profile,
                "role": own.role,
            }
            for own in gathered.campaign.respondents
        ],
        "readings": [reading_values(reading) for reading in readings],
        "inputs": inputs_values(gathered.campaign),
    }


def reading_values(reading: ReadingScore) -> Values:
    return {
        "reading": str(reading.reading),
        "participation": reading.participation,
        "axes": {code: axis_values(axis) for code, axis in reading.axes.items()},
        "indices": dict(reading.indices),
        "approaches": dict(reading.approaches),
        "axes_not_asked": list(reading.axes_not_asked),
    }


def axis_values(axis: AxisScore) -> Values:
    counts = axis.counts
    return {
        "score": axis.score,
        "status": str(axis.status),
        "confidence": axis.confidence,
        "maturity": str(axis.maturity),
        "coverage": axis.coverage,
        "not_applicable": axis.not_applicable,
        "evidence": axis.evidence,
        "strong_share": axis.strong_share,
        "respondents": axis.respondents,
        "profiles": axis.profiles,
        "cells": {"total": counts.total, "not_applicable": counts.not_applicable, "valued": counts.valued},
        "dispersion": dispersion_values(axis.dispersion) if axis.dispersion else None,
        "criteria": dict(axis.criteria),
        "dialogue_questions": list(axis.dialogue_questions),
        "dialogue_criteria": list(axis.dialogue_criteria),
        "profile_means": dict(axis.profile_means),
        "by_respondent": [respondent_values(own) for own in axis.by_respondent],
    }


def dispersion_values(dispersion: Dispersion) -> Values:
    return {
        "min": dispersion.min,
        "max": dispersion.max,
        "range": dispersion.range,
        "sd": dispersion.sd,
        "profile_gap": dispersion.profile_gap,
    }


def respondent_values(own: RespondentScore) -> Values:
    return {"id": own.respondent, "profile": own.profile, "score": own.score, "criteria": dict(own.criteria)}


def inputs_values(campaign: Campaign) -> Values:
    return {
        "campaign": campaign.id,
        "moment": campaign.moment,
        "date": campaign.date.isoformat(),
        "respondents": [_respondent_inputs(own) for own in campaign.respondents],
    }


def _respondent_inputs(own: Respondent) -> Values:
    return {
        "id": own.id,
        "profile": own.profile,
        "role": own.role,
        "priorities": dict(own.priorities),
        "answers": [[answer.question, answer.reading, answer.value, answer.evidence] for answer in own.answers],
    }


def axis_rows(readings: Sequence[ReadingScore]) -> Iterator[Values]:
    """One line per reading and axis, then per index; an index exists only when all its axes are published (§4)."""
    for reading in readings:
        for axis in reading.axes.values():
            yield {"reading": str(reading.reading), "axis": axis.axis, **_axis_columns(axis)}
        for code, score in reading.indices.items():
            status = "insufficient" if score is None else "published"
            yield {
                "reading": str(reading.reading),
                "axis": code,
                "is_index": True,
                "score": score,
                "status": status,
            }


def _axis_columns(axis: AxisScore) -> Values:
    spread = axis.dispersion
    return {
        "score": axis.score,
        "status": str(axis.status),
        "confidence": axis.confidence,
        "coverage": axis.coverage,
        "respondents": axis.respondents,
        "profiles": axis.profiles,
        "maturity": str(axis.maturity),
        "lowest": spread.min if spread else None,
        "highest": spread.max if spread else None,
        "deviation": spread.sd if spread else None,
        "profile_gap": spread.profile_gap if spread else None,
    }
