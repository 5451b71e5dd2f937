"""What may be compared between two versions of a grid: questions one by one, then axes as a whole.

Regions and totals put whole axes side by side; evolution pairs answers, question by question (`pairing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.grid import Axis, Grid
from evaluation.pairing import question_pairs


@dataclass(frozen=True, slots=True)
class AxisComparison:
    """One axis of the later version against the axis of the same code in the earlier one.

    `added` are codes of the later version, `retired` of the earlier one: the questions that have no other side.
    """

    axis: str
    label: str
    paired: int
    added: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def is_comparable(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`reasons` holds what parts the two versions altogether; then no question is paired."""

    earlier: str
    later: str
    questions: Mapping[str, str]
    axes: Mapping[str, AxisComparison]
    indices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    def reasons_of(self, code: str) -> tuple[str, ...]:
        """Why the scores of an axis or an index are not comparable; nothing when they are."""
        if code in self.axes:
            return self.axes[code].reasons
        return self.indices.get(code, ("il n’existe pas dans la version la plus récente",))

    def is_comparable(self, code: str) -> bool:
        return not self.reasons_of(code)

    @property
    def is_whole(self) -> bool:
        """Every score of one version may stand beside the same score of the other."""
        return all(axis.is_comparable for axis in self.axes.values()) and not any(self.indices.values())


def equivalence(versions: Mapping[str, Grid], earlier: str, later: str) -> Equivalence:
    """`versions` by reference holds both grids and, through `previous`, the versions that lead from one to the other.

    Two versions made from the same one are related through it. Axes: the rule is `axis_reasons`.
    """
    before, after = versions[earlier], versions[later]
    pairs, apart = question_pairs(versions, before, after)
    axes = {axis.code: _compared(before, after, axis, pairs, apart) for axis in after.axes}
    indices = {index.code: _index_reasons(before, axes, index.code, index.axes) for index in after.indices}
    return Equivalence(earlier, later, pairs, axes, indices, apart)


def axis_reasons(before: Grid, after: Grid, old: Axis, new: Axis, pairs: Mapping[str, str]) -> tuple[str, ...]:
    """Why two scores of an axis may not stand side by side. They may when the same answers would give the same score:

    - every question of each side is paired with one of the other: a score over other questions measures something
      else, even if a single one of twenty changed, and nobody could say by how much;
    - the questions stand in the same criteria, with the same weights, and the axis is weighted the same way (§2.4,
      §2.5);
    - the same part of a criterion must be answered for it to count (§2.2).

    The scale is the same already, or no question would be paired. Thresholds of publication, of dialogue or of regions
    do not move a score: they say whether it is shown and how it is read, so they never part two versions.
    Labels of axes and criteria, the order of questions and their approaches do not move it either.
    """
    followed = [pairs[question.code] for question in old.questions if question.code in pairs]
    reasons = []
    if added := [question.code for question in new.questions if question.code not in followed]:
        reasons.append(
            _said(added, "question nouvelle ou de sens différent", "questions nouvelles ou de sens différent")
        )
    kept = {question.code for question in new.questions}
    if retired := [question.code for question in old.questions if pairs.get(question.code) not in kept]:
        reasons.append(
            _said(retired, "question retirée ou de sens différent", "questions retirées ou de sens différent")
        )
    if not reasons:
        reasons += _weight_reasons(old, new, pairs)
    if old.weighting != new.weighting:
        reasons.append("la pondération par les priorités des partenaires a changé")
    if before.publication.criterion_min_valued != after.publication.criterion_min_valued:
        reasons.append("la part de réponses exigée pour noter un critère a changé")
    return tuple(reasons)


def _compared(before: Grid, after: Grid, new: Axis, pairs: Mapping[str, str], apart: tuple[str, ...]) -> AxisComparison:
    old = next((axis for axis in before.axes if axis.code == new.code), None)
    if old is None:
        codes = tuple(question.code for question in new.questions)
        return AxisComparison(new.code, new.label, 0, codes, (), (f"l’axe n’existe pas en version {before.version}",))
    later = {question.code for question in new.questions}
    paired = [question.code for question in old.questions if pairs.get(question.code) in later]
    reached = {pairs[code] for code in paired}
    return AxisComparison(
        axis=new.code,
        label=new.label,
        paired=len(paired),
        added=tuple(question.code for question in new.questions if question.code not in reached),
        retired=tuple(question.code for question in old.questions if question.code not in paired),
        reasons=apart or axis_reasons(before, after, old, new, pairs),
    )


def _index_reasons(
    before: Grid, axes: Mapping[str, AxisComparison], code: str, together: Sequence[str]
) -> tuple[str, ...]:
    """An index stays comparable when it joins the same axes, all of them comparable."""
    old = next((index for index in before.indices if index.code == code), None)
    if old is None:
        return (f"l’indice n’existe pas en version {before.version}",)
    if set(old.axes) != set(together):
        return ("l’indice ne réunit plus les mêmes axes",)
    return tuple(f"axe {axes[axis].label} non comparable" for axis in together if not axes[axis].is_comparable)


def _weight_reasons(old: Axis, new: Axis, pairs: Mapping[str, str]) -> list[str]:
    """On two sides whose questions are all paired."""
    if {frozenset(pairs[own.code] for own in criterion.questions) for criterion in old.criteria} != {
        frozenset(own.code for own in criterion.questions) for criterion in new.criteria
    }:
        return ["les questions ne sont plus réunies dans les mêmes critères"]
    before, after = _weights(old), _weights(new)
    moved = [code for code in before if before[code] != after[pairs[code]]]
    return [_said([pairs[code] for code in moved], "poids changé", "poids changés")] if moved else []


def _weights(axis: Axis) -> dict[str, tuple[float, float]]:
    return {
        question.code: (criterion.weight, question.weight)
        for criterion in axis.criteria
        for question in criterion.questions
    }


def _said(codes: Sequence[str], one: str, many: str) -> str:
    return f"{one if len(codes) == 1 else many} ({', '.join(codes)})"
