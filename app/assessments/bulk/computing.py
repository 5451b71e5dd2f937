"""From the answers of many campaigns to what is frozen of each, a few hundred at a time.

The rule stays in one place: publishing one campaign freezes it by the same function.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import Gathered, gather
from app.assessments.scores import axis_rows, frozen_scores
from app.models import Organisation, Respondent
from evaluation import FORMULA_VERSION, inputs_digest, score_campaign

AT_ONCE = 200
"""Campaigns held in memory at the same time."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What publishing keeps of one campaign: the columns of ``result``, and one line per axis for ``axis_result``."""

    campaign_id: int
    grid_reference: str
    formula_version: str
    inputs_sha256: str
    scores: Values
    axes: tuple[Values, ...]


def compute(session: Session, campaign_ids: Iterable[int]) -> Iterator[Frozen]:
    """What publishing each campaign now would freeze, in the order of the ids; nothing is written.

    Four queries per `AT_ONCE` campaigns. A campaign that does not exist is left out.
    """
    ids = sorted(set(campaign_ids))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found, names = gather(session, some), organisation_names(session, some)
        for campaign_id in sorted(found):
            yield freeze(found[campaign_id], names)


def freeze(gathered: Gathered, organisations: Mapping[int, str]) -> Frozen:
    """One campaign, wherever its answers come from; `organisations`: their names, as they are called today."""
    readings = score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
    names = {key: organisations[organisation] for key, organisation in gathered.organisations.items()}
    return Frozen(
        campaign_id=gathered.id,
        grid_reference=gathered.grid_reference,
        formula_version=FORMULA_VERSION,
        inputs_sha256=inputs_digest(gathered.grid, gathered.campaign, gathered.project_start),
        scores=frozen_scores(gathered, readings, names),
        axes=tuple(axis_rows(readings)),
    )


def organisation_names(session: Session, campaign_ids: Iterable[int]) -> dict[int, str]:
    """Those invited to these campaigns, as they are called today."""
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .distinct()
        .join(Respondent, Respondent.organisation_id == Organisation.id)
        .where(Respondent.campaign_id.in_(campaign_ids))
    )
    return {row.id: row.name for row in rows}
