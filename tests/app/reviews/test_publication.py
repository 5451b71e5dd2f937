"""What a publication freezes, by phase, and that it never changes."""

import pytest
from sqlalchemy.orm import Session

from tests.app.reviews.situations import a_published_review


def test_a_deployed_programme_publishes_its_levels_counts_and_figures(session: Session) -> None:
    content = a_published_review(session).content
    axes = content["reading"]["axes"]
    assert axes["resultats"]["score"] == pytest.approx((3 + 2 + 4 + 1) / 4 * 25 + 0, abs=12)
    assert {code: axis["maturity"] for code, axis in axes.items()} == {
        "resultats": "constat",
        "relation": "constat",
        "innovation": "signal",
        "performance": "constat",
        "confiance": "signal",
    }
    assert content["age_months"] == 76
    assert (content["missing"], content["silent"]) == ([], ["acteurs_publics"])
    assert [(own["count"], own["value"], own["low"], own["high"], own["no_value"]) for own in content["counts"]] == [
        ("N1", "3", None, None, ""),
        ("N1", None, "4", "6", ""),
        ("N4", None, None, None, "NSP"),
    ]
    assert (content["attainment"]["score"], content["attainment"]["measured"]) == (pytest.approx(90), 2)
