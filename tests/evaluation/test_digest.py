"""The digest of a published result: same inputs, same digest; another input, another digest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evaluation import Answer, Campaign, inputs_digest
from evaluation.scale import Confidentiality
from tests.evaluation.builders import GRID, campaign_of
from tests.evaluation.versions import question

CAMPAIGN = campaign_of("association 3 2 4 x | collectivite 4 3* 3 2 | entreprise . . . .")


def with_first(**changes: object) -> Campaign:
    first, *others = CAMPAIGN.respondents
    return replace(CAMPAIGN, respondents=(replace(first, **changes), *others))  # type: ignore[arg-type]


def test_order_changes_no_digest() -> None:
    turned = [replace(own, answers=own.answers[::-1]) for own in reversed(CAMPAIGN.respondents)]
    assert inputs_digest(GRID, replace(CAMPAIGN, respondents=tuple(turned))) == inputs_digest(GRID, CAMPAIGN)


@pytest.mark.parametrize("changes", [{"role": "porteur"}, {"priorities": {"D1": 1}}])
def test_what_changes_no_score_changes_no_digest(changes: dict[str, object]) -> None:
    assert inputs_digest(GRID, with_first(**changes)) == inputs_digest(GRID, CAMPAIGN)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "P9"},
        {"profile": "citoyens"},
        {"priorities": {"D1": 0}},
        {"answers": ()},
        {"answers": (Answer("C1.1", "observed", 2),)},
    ],
)
def test_what_may_change_a_score_changes_the_digest(changes: dict[str, object]) -> None:
    assert inputs_digest(GRID, with_first(**changes)) != inputs_digest(GRID, CAMPAIGN)


def test_the_grid_the_moment_and_the_dates_are_part_of_the_inputs() -> None:
    digests = {
        inputs_digest(GRID, CAMPAIGN),
        inputs_digest(replace(GRID, version="1.1"), CAMPAIGN),
        inputs_digest(GRID, replace(CAMPAIGN, moment="in_itinere")),
        inputs_digest(GRID, replace(CAMPAIGN, date=date(2024, 7, 15))),
        inputs_digest(GRID, CAMPAIGN, date(2023, 1, 15)),
    }
    assert len(digests) == 5


def test_who_may_read_a_score_changes_no_digest() -> None:
    stricter = replace(GRID, confidentiality=Confidentiality(5))
    assert inputs_digest(stricter, CAMPAIGN) == inputs_digest(GRID, CAMPAIGN)
    assert inputs_digest(GRID, CAMPAIGN) == "06c3f9a3ae3fd6f89a7c76bd6e380254b21aee7114c22dd12750884055d59ba4"


def test_a_digest_is_a_sha256() -> None:
    digest = inputs_digest(GRID, CAMPAIGN)
    assert len(digest) == 64
    assert set(digest) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "changes", [{"previous": "evaluation-partenariale@0.9"}, {"scale": replace(GRID.scale, equivalent=True)}]
)
def test_how_a_version_relates_to_the_one_before_changes_no_digest(changes: dict[str, Any]) -> None:
    assert inputs_digest(replace(GRID, **changes), CAMPAIGN) == inputs_digest(GRID, CAMPAIGN)
    declared = question("C1.1", same_as="C1.0", equivalent=True)(GRID)
    assert inputs_digest(declared, CAMPAIGN) == inputs_digest(GRID, CAMPAIGN)
