"""Which part of an axis score each partner's criterion decides: the rules of §2 read backwards."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from evaluation.answers import Sheet
from evaluation.criteria import respondent_weight
from evaluation.grid import Axis, Criterion
from evaluation.results import RespondentScore

Shares = Mapping[tuple[str, str], float]
"""By (respondent, criterion); they add up to 1 when the axis has a score."""


def criterion_shares(axis: Axis, sheets: Sequence[Sheet], by_respondent: Sequence[RespondentScore]) -> Shares:
    """§2.5: criterion first, or respondent first where the weights belong to the respondent."""
    if axis.by_priorities:
        return _respondents_first(axis, sheets, by_respondent)
    return _criteria_first(axis, by_respondent)


def _criteria_first(axis: Axis, by_respondent: Sequence[RespondentScore]) -> Shares:
    """§2.5: a criterion's share of the weights, then equal parts by profile and within the profile (§2.3)."""
    holders = {criterion.code: _holders(criterion, by_respondent) for criterion in axis.criteria}
    total = sum(criterion.weight for criterion in axis.criteria if holders[criterion.code])
    return {
        (respondent, criterion.code): criterion.weight / total * part
        for criterion in axis.criteria
        for respondent, part in profile_equal_parts(holders[criterion.code]).items()
    }


def _respondents_first(axis: Axis, sheets: Sequence[Sheet], by_respondent: Sequence[RespondentScore]) -> Shares:
    """§2.5, priority-weighted: equal parts by profile and partner, then the partner's own weights (§2.4)."""
    parts = profile_equal_parts([own for own in by_respondent if own.score is not None])
    shares: dict[tuple[str, str], float] = {}
    for sheet, own in zip(sheets, by_respondent, strict=True):
        weights = {
            criterion.code: respondent_weight(axis, criterion, sheet.respondent)
            for criterion in axis.criteria
            if own.criteria[criterion.code] is not None
        }
        for code, weight in weights.items():
            shares[own.respondent, code] = parts[own.respondent] * weight / sum(weights.values())
    return shares


def profile_equal_parts(holders: Iterable[RespondentScore]) -> dict[str, float]:
    """§2.3: every profile weighs the same, and every respondent of a profile."""
    kept = list(holders)
    partners = Counter(own.profile for own in kept)
    return {own.respondent: 1 / (len(partners) * partners[own.profile]) for own in kept}


def _holders(criterion: Criterion, by_respondent: Sequence[RespondentScore]) -> list[RespondentScore]:
    """§2.3: the respondents that have the criterion."""
    return [own for own in by_respondent if own.criteria[criterion.code] is not None]
