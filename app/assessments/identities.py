"""Published results know their partners by number; one that was merged since is recognised under its new one.

Names, scores and digests stay those of the day of publication: only what links a partner to itself follows.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import OrganisationMerge, Result

Frozen = Mapping[str, Any]


def recognised(session: Session, *results: Result) -> list[Frozen]:
    """The frozen scores, each partner under the number it bears today; the very same ones when none was merged."""
    ids = {int(own["id"]) for result in results for own in result.scores.get("respondents", ())}
    query = select(OrganisationMerge.removed_id, OrganisationMerge.kept_id).where(
        OrganisationMerge.removed_id.in_(ids), OrganisationMerge.undone_at.is_(None)
    )
    became = {str(row.removed_id): str(row.kept_id) for row in session.execute(query)}
    return [_renamed(result.scores, became) for result in results]


def _renamed(scores: Frozen, became: Mapping[str, str]) -> Frozen:
    """Not when both were invited: one of them was silent, and two partners never share a number."""
    present = {own["id"] for own in scores.get("respondents", ())}
    names = {was: now for was, now in became.items() if was in present and now not in present}
    renamed: Frozen = _through(scores, names) if names else scores
    return renamed


def _through(value: Any, names: Mapping[str, str]) -> Any:
    """Partners are the objects with an « id », wherever they are in the scores."""
    if isinstance(value, list):
        return [_through(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: names.get(item, item) if key == "id" else _through(item, names) for key, item in value.items()}
