"""What stands beside a score, read back from what was frozen at publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation import Maturity, Status

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class AxisFacts:
    score: float | None
    status: Status
    confidence: str | None
    maturity: Maturity
    coverage: float | None
    not_applicable: float | None
    evidence: float | None
    strong_share: float | None
    respondents: int
    profiles: int
    valued: int
    expected: int
    """Answers that were expected: all cells but those « sans objet »."""

    @property
    def is_provisional(self) -> bool:
        return self.status is Status.PROVISIONAL


def facts_of(axis: Frozen) -> AxisFacts:
    cells = axis["cells"]
    return AxisFacts(
        score=axis["score"],
        status=Status(axis["status"]),
        confidence=axis["confidence"],
        maturity=Maturity(axis["maturity"]),
        coverage=axis["coverage"],
        not_applicable=axis["not_applicable"],
        evidence=axis["evidence"],
        strong_share=axis["strong_share"],
        respondents=axis["respondents"],
        profiles=axis["profiles"],
        valued=cells["valued"],
        expected=cells["total"] - cells["not_applicable"],
    )
