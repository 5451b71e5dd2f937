"""The method in pandas: everything that our arrays hold, named alike, a line per campaign."""

from typing import Any

import numpy as np
import pandas as pd

from bench.scores_pandas import Frames
from evaluation import Grid

Figures = dict[str, np.ndarray]


def score_by_pandas(frames: Frames, grid: Grid) -> Figures:
    cells = marked(frames, grid)
    own = own_criteria(frames, grid, cells)
    campaigns, axes = frames.partners["campaign"].nunique(), len(grid.axes)
    profiles = own.groupby(["campaign", "profile", "criterion"], sort=False)["score"].mean()
    criteria = profiles.groupby(["campaign", "criterion"], sort=False).mean().rename("score").reset_index()
    own_axes, profile_axes = axes_of_partners(frames, own)
    found = project_axes(frames, grid, criteria, profile_axes, campaigns)
    counts = cell_counts(frames, grid, cells, campaigns)
    coverage = counts["valued"] / (counts["total"] - counts["not_applicable"])
    spread = own_axes.groupby(["campaign", "axis"], sort=False)["score"].agg(["min", "max", "count"])
    deviation = own_axes.groupby(["campaign", "axis"], sort=False)["score"].std(ddof=0)
    profile = profile_axes.groupby(["campaign", "axis"], sort=False)["score"].agg(["min", "max", "count"])
    respondents, heard = (dense(each["count"], campaigns, axes) for each in (spread, profile))
    status, confidence = standing(grid, found, counts, coverage, respondents, heard)
    return {
        "scores": np.where(status <= 1, found, np.nan),
        "criteria": dense(criteria.set_index(["campaign", "criterion"])["score"], campaigns, len(frames.criteria)),
        "status": status,
        "confidence": confidence,
        "coverage": coverage,
        "respondents": respondents,
        "profiles": heard,
        "lowest": dense(spread["min"], campaigns, axes),
        "highest": dense(spread["max"], campaigns, axes),
        "deviation": dense(deviation, campaigns, axes),
        "profile_gap": dense(profile["max"] - profile["min"], campaigns, axes),
        "strong": counts["strong"],
        "evidence": counts["evidence"],
        **dialogue(frames, grid, cells, own, campaigns),
        "approaches": approaches(frames, grid, cells, campaigns),
        "indices": indices(grid, found, status),
    }


def marked(frames: Frames, grid: Grid) -> pd.DataFrame:
    """The answers with what the grid says of them, priorities spoken (§1); points of §2.1."""
    answers, questions = frames.answers, frames.questions
    place = answers["question"].to_numpy()
    criterion, partner = questions["criterion"].to_numpy()[place], answers["partner"].to_numpy()
    excluded = frames.criteria["by_priorities"].to_numpy()[criterion] & (frames.priorities[partner, criterion] == 0)
    level, weight = answers["level"].to_numpy(), questions["weight"].to_numpy()[place]
    valued = ~np.isnan(level) & ~excluded
    not_applicable = answers["not_applicable"].to_numpy() | excluded
    points = 100 * (level - grid.scale.min) / (grid.scale.max - grid.scale.min)
    return pd.DataFrame(
        {
            "partner": partner,
            "campaign": frames.partners["campaign"].to_numpy()[partner],
            "question": place,
            "criterion": criterion,
            "axis": questions["axis"].to_numpy()[place],
            "level": np.where(valued, level, np.nan),
            "points": np.where(valued, points, np.nan),
            "weighted": np.where(valued, points * weight, 0.0),
            "valued_weight": np.where(valued, weight, 0.0),
            "applicable_weight": np.where(not_applicable, 0.0, weight),
            "valued": valued,
            "not_applicable": not_applicable,
            "strong": valued & (level > grid.scale.max - 2),
            "evidence": np.where(valued, answers["evidence"].to_numpy(), 0),
        }
    )


def own_criteria(frames: Frames, grid: Grid, cells: pd.DataFrame) -> pd.DataFrame:
    """§2.2: a line per partner and criterion that has a score; every question of these data has a line."""
    width = len(frames.criteria)
    key = (cells["partner"] * width + cells["criterion"]).rename("key")
    sums = cells[["weighted", "valued_weight", "applicable_weight"]].groupby(key, sort=False).sum()
    least = grid.publication.criterion_min_valued * sums["applicable_weight"] - 1e-9
    kept = sums[(sums["valued_weight"] > 0) & (sums["valued_weight"] >= least)]
    partner, criterion = np.divmod(kept.index.to_numpy(), width)
    return pd.DataFrame(
        {
            "partner": partner,
            "campaign": frames.partners["campaign"].to_numpy()[partner],
            "profile": frames.partners["profile"].to_numpy()[partner],
            "criterion": criterion,
            "axis": frames.criteria["axis"].to_numpy()[criterion],
            "score": (kept["weighted"] / kept["valued_weight"]).to_numpy(),
        }
    )


def axes_of_partners(frames: Frames, own: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """§2.4, then the mean of each profile (§2.3)."""
    criterion = own["criterion"].to_numpy()
    weight, by_priorities = (frames.criteria[name].to_numpy()[criterion] for name in ("weight", "by_priorities"))
    weight = np.where(by_priorities, weight * frames.priorities[own["partner"].to_numpy(), criterion], weight)
    weighed = own.assign(weighted=own["score"] * weight, weight=weight)
    sums = weighed.groupby(["campaign", "profile", "partner", "axis"], sort=False)[["weighted", "weight"]].sum()
    sums = sums[sums["weight"] > 0]
    axes = (sums["weighted"] / sums["weight"]).rename("score").reset_index()
    return axes, axes.groupby(["campaign", "profile", "axis"], sort=False)["score"].mean().reset_index()


def project_axes(
    frames: Frames, grid: Grid, criteria: pd.DataFrame, profile_axes: pd.DataFrame, campaigns: int
) -> np.ndarray:
    """§2.5: criterion first; on a priority-weighted axis, the profile-equal mean of the partners."""
    criterion = criteria["criterion"].to_numpy()
    weight = frames.criteria["weight"].to_numpy()[criterion]
    weighed = criteria.assign(
        axis=frames.criteria["axis"].to_numpy()[criterion], weighted=criteria["score"] * weight, weight=weight
    )
    sums = weighed.groupby(["campaign", "axis"], sort=False)[["weighted", "weight"]].sum()
    found = dense(sums["weighted"] / sums["weight"], campaigns, len(grid.axes))
    rows = [place for place, axis in enumerate(grid.axes) if axis.by_priorities]
    means = profile_axes.groupby(["campaign", "axis"], sort=False)["score"].mean()
    found[rows] = dense(means, campaigns, len(grid.axes))[rows]
    return found


def cell_counts(frames: Frames, grid: Grid, cells: pd.DataFrame, campaigns: int) -> Figures:
    axes = len(grid.axes)
    key = (cells["campaign"] * axes + cells["axis"]).rename("key")
    names = ["valued", "not_applicable", "strong", "evidence"]
    sums = cells[names].groupby(key, sort=False).sum()
    found = {name: dense_key(sums[name], campaigns, axes) for name in names}
    sizes = frames.partners.groupby("campaign").size().to_numpy()
    return found | {"total": np.outer([len(axis.questions) for axis in grid.axes], sizes)}


def standing(
    grid: Grid, found: np.ndarray, counts: Figures, coverage: np.ndarray, respondents: np.ndarray, heard: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """§3: status (0 published, 1 provisional, 2 insufficient, 3 not suited), then confidence (0 none, D C B A)."""
    rules = grid.publication
    evidence = counts["evidence"] / np.maximum(counts["valued"], 1)
    crowd = (respondents >= rules.min_respondents) & (heard >= rules.min_profiles)
    status = np.select(
        [
            counts["not_applicable"] / counts["total"] > rules.max_not_applicable + 1e-9,
            np.isnan(found),
            (coverage >= rules.published_coverage - 1e-9) & crowd,
            (coverage >= rules.provisional_coverage - 1e-9) & (respondents >= 1),
        ],
        [3, 2, 0, 1],
        2,
    )
    highest = (
        (coverage >= rules.high_confidence_coverage - 1e-9)
        & (heard >= rules.high_confidence_profiles)
        & (evidence >= rules.high_confidence_evidence - 1e-9)
    )
    few = respondents < rules.high_confidence_respondents
    return status, np.select([status == 1, status > 1, few, highest], [1, 0, 2, 4], 3)


def dialogue(frames: Frames, grid: Grid, cells: pd.DataFrame, own: pd.DataFrame, campaigns: int) -> Figures:
    """§3: values of two partners or more, that far apart."""

    def differs(values: Any, key: pd.Series, width: int, gap: float) -> np.ndarray:
        spread = values.groupby(key.rename("key"), sort=False).agg(["min", "max", "count"])
        apart = (spread["count"] >= 2) & (spread["max"] - spread["min"] >= gap - 1e-9)
        return dense_key(apart.astype(float), campaigns, width) == 1

    questions, criteria = len(frames.questions), len(frames.criteria)
    rules = grid.dialogue
    return {
        "dialogue_questions": differs(
            cells["level"], cells["campaign"] * questions + cells["question"], questions, rules.question_gap_levels
        ),
        "dialogue_criteria": differs(
            own["score"], own["campaign"] * criteria + own["criterion"], criteria, rules.criterion_gap_points
        ),
    }


def approaches(frames: Frames, grid: Grid, cells: pd.DataFrame, campaigns: int) -> np.ndarray:
    """§4: by partner the plain mean of its valued questions, then profile-equal."""
    width = len(grid.approaches)
    approach = frames.questions["approach"].to_numpy()[cells["question"].to_numpy()]
    key = (cells["partner"] * width + approach).rename("key")
    own = cells["points"].groupby(key, sort=False).mean()
    partner, place = np.divmod(own.index.to_numpy(), width)
    frame = pd.DataFrame(
        {
            "campaign": frames.partners["campaign"].to_numpy()[partner],
            "profile": frames.partners["profile"].to_numpy()[partner],
            "approach": place,
            "score": own.to_numpy(),
        }
    )
    profiles = frame.groupby(["campaign", "profile", "approach"], sort=False)["score"].mean()
    return dense(profiles.groupby(["campaign", "approach"], sort=False).mean(), campaigns, width)


def indices(grid: Grid, found: np.ndarray, status: np.ndarray) -> np.ndarray:
    places = {axis.code: place for place, axis in enumerate(grid.axes)}
    rows = [[places[code] for code in index.axes] for index in grid.indices]
    return np.array([np.where((status[own] == 0).all(axis=0), found[own].mean(axis=0), np.nan) for own in rows])


def dense(values: pd.Series, campaigns: int, width: int) -> np.ndarray:
    """From (campaign, place) to a line per place."""
    found = np.full((width, campaigns), np.nan)
    found[values.index.get_level_values(1), values.index.get_level_values(0)] = values
    return found


def dense_key(values: pd.Series, campaigns: int, width: int) -> np.ndarray:
    campaign, place = np.divmod(values.index.to_numpy(), width)
    found = np.full((width, campaigns), np.nan)
    found[place, campaign] = values
    return found
