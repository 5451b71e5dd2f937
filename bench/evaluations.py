"""Campaigns and their respondents; a published result with every axis for two projects in five."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bench.records import alliance
from bench.rows import Rows
from bench.words import Vocabulary
from evaluation import FORMULA_VERSION, load_grid

PUBLISHED = 0.4
OPEN = 0.6
READINGS = ("initial", "expected")
AXIS_COLUMNS = (
    "result_id", "reading", "axis", "is_index", "score", "status", "confidence", "coverage", "respondents", "profiles",
    "maturity", "lowest", "highest", "deviation", "profile_gap",
)  # fmt: skip


def evaluation_rows(rng: Random, words: Vocabulary, projects: int, today: date) -> Iterator[Rows]:
    campaigns, respondents, results, axes = [], [], [], []
    for project in range(1, projects + 1):
        lot, held = rng.random(), today - timedelta(days=rng.randrange(5, 700))
        if lot > OPEN:
            continue
        number, published = len(campaigns) + 1, lot < PUBLISHED
        status = "publiee" if published else "ouverte"
        campaigns.append((number, project, "ex_ante", status, held, held, held + timedelta(days=30), words.grid))
        for organisation in alliance(project, projects):
            answered = midnight(held + timedelta(days=9)) if published or rng.random() < 0.5 else None
            respondents.append((number, organisation, rng.choice(words.profiles), rng.choice(words.roles), answered))
        if published:
            digest = hashlib.sha256(f"{project}".encode()).hexdigest()
            results.append((len(results) + 1, number, 1, words.grid, FORMULA_VERSION, digest, "{}", midnight(held)))
            axes += list(axis_rows(rng, len(results), words.grid))
    columns = ("id", "project_id", "moment", "status", "held_on", "opens_on", "closes_on", "grid_reference")
    yield Rows("campaign", columns, campaigns)
    yield Rows(
        "respondent", ("campaign_id", "organisation_id", "profile_code", "role_code", "submitted_at"), respondents
    )
    columns = ("id", "campaign_id", "sequence", "grid_reference", "formula_version", "inputs_sha256", "scores",
               "published_at")  # fmt: skip
    yield Rows("result", columns, results)
    yield Rows("axis_result", AXIS_COLUMNS, axes)


def axis_rows(rng: Random, result: int, reference: str) -> Iterator[tuple[object, ...]]:
    grid = load_grid(reference)
    indices = {index.code for index in grid.indices}
    for reading in READINGS:
        for code in grid.score_codes:
            score = round(rng.uniform(10, 90), 6)
            yield (
                result, reading, code, code in indices, score, "published", rng.choice("ABC"), rng.uniform(0.7, 1), 4,
                rng.randrange(2, 5), "attendu", score - rng.uniform(0, 9), score + rng.uniform(0, 9),
                rng.uniform(0, 8), rng.uniform(0, 20),
            )  # fmt: skip


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
