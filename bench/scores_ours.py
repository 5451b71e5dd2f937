"""Our side: fetched from the database, then scored; and the figures both sides must agree on."""

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.assessments.bulk.scoring import Scores
from app.assessments.bulk.whole import all_scores
from evaluation import Grid, Reading

Figures = dict[str, np.ndarray]


def score_by_us(engine: Engine, grid: Grid) -> list[Scores]:
    with Session(engine) as session:
        return list(all_scores(session, grid, Reading.OBSERVED))


def figures_of(parts: list[Scores]) -> Figures:
    return {name: np.concatenate([each[name] for each in map(_figures, parts)], axis=1) for name in _figures(parts[0])}


def _figures(found: Scores) -> Figures:
    return {
        "scores": found.scores,
        "criteria": found.means.criteria,
        "status": found.standing.status,
        "confidence": found.standing.confidence,
        "coverage": found.counts.coverage,
        "respondents": found.standing.respondents,
        "profiles": found.standing.profiles,
        "lowest": found.spread.lowest,
        "highest": found.spread.highest,
        "deviation": found.spread.deviation,
        "profile_gap": found.spread.profile_gap,
        "strong": found.counts.strong,
        "evidence": found.counts.evidence,
        "dialogue_questions": found.dialogue_questions,
        "dialogue_criteria": found.dialogue_criteria,
        "approaches": found.approaches,
        "indices": found.indices,
    }


def differences(ours: Figures, theirs: Figures) -> list[str]:
    """The figures that are not equal to 1e-9, none being equal to none."""
    assert ours.keys() == theirs.keys()
    return [
        name
        for name, values in ours.items()
        if values.shape != theirs[name].shape
        or not np.allclose(values.astype(float), theirs[name].astype(float), rtol=0, atol=1e-9, equal_nan=True)
    ]
