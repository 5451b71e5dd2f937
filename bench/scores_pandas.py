"""The peer: what pandas starts from, tuned: whole numbers as keys, nothing looked up by name while it computes."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from evaluation import Grid

READ = """
SELECT respondent_id, question_code, level, coalesce(no_level = 'NA', false) AS not_applicable, evidence
FROM answer WHERE reading = 'observed' AND (level IS NOT NULL OR no_level IS NOT NULL)
"""
PARTNERS = """
SELECT respondent.id, campaign_id, profile_code FROM respondent ORDER BY campaign_id, profile_code, respondent.id
"""
PRIORITIES = "SELECT respondent_id, criterion_code, value FROM respondent_priority"


class Frames(NamedTuple):
    """Read beforehand: not timed."""

    answers: pd.DataFrame
    partners: pd.DataFrame
    priorities: np.ndarray
    """By partner and criterion, the usual one where none was given."""
    criteria: pd.DataFrame
    questions: pd.DataFrame


def frames_of(engine: Engine, grid: Grid) -> Frames:
    criteria, questions = grid_frames(grid)
    partners = pd.read_sql(PARTNERS, engine)
    partners["campaign"] = pd.factorize(partners.pop("campaign_id"))[0]
    partners["profile"] = partners.pop("profile_code").astype("category").cat.codes.astype(np.int64)
    column = pd.Series(partners.index, partners["id"])
    answers = pd.read_sql(READ, engine)
    answers["partner"] = column.loc[answers.pop("respondent_id")].to_numpy()
    answers["question"] = questions.index.get_indexer(answers.pop("question_code"))
    priorities = np.ones((len(partners), len(criteria)))
    given = pd.read_sql(PRIORITIES, engine)
    places = criteria.index.get_indexer(given["criterion_code"])
    priorities[column.loc[given["respondent_id"]].to_numpy(), places] = given["value"]
    return Frames(answers, partners, priorities, criteria, questions)


def grid_frames(grid: Grid) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the grid says of each criterion and of each question, by their codes."""
    approaches = [approach.code for approach in grid.approaches]
    owned = [(place, axis, own) for place, axis in enumerate(grid.axes) for own in axis.criteria]
    asked = [(place, question) for place, (_, _, own) in enumerate(owned) for question in own.questions]
    criteria = pd.DataFrame(
        {
            "axis": [place for place, _, _ in owned],
            "weight": [float(own.weight) for _, _, own in owned],
            "by_priorities": [axis.by_priorities for _, axis, _ in owned],
        },
        index=[own.code for _, _, own in owned],
    )
    questions = pd.DataFrame(
        {
            "criterion": [place for place, _ in asked],
            "axis": [owned[place][0] for place, _ in asked],
            "weight": [float(question.weight) for _, question in asked],
            "approach": [approaches.index(question.approach) for _, question in asked],
        },
        index=[question.code for _, question in asked],
    )
    return criteria, questions
