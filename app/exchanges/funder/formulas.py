"""The formulas of an axis in « Calcul », as templates made once for a version of the grid.

`{a}`: the respondent's row in « Réponses »; `{r}`: the row itself; `{f}`–`{l}`: the respondents of the block;
`{g}`–`{h}`: its groups. A mean of nothing is an empty text, which AVERAGE, COUNT and SUMPRODUCT leave aside.
"""

from dataclasses import dataclass

from app.exchanges.funder.places import APART, NEARLY, NOT_APPLICABLE, Places, across, places_of
from app.exchanges.funder.verdicts import group_mean, project_formulas
from app.exchanges.funder.version import Version
from evaluation import Axis, Criterion


@dataclass(frozen=True)
class AxisFormulas:
    """Templates by kind of row. Cells of the axis: its criteria, its mean, then the figures that stand beside."""

    respondent: str
    group: str
    project: str
    width: int
    """Cells of the axis in a row."""


def axis_formulas(version: Version, axis: Axis) -> AxisFormulas:
    own = places_of(version, axis)
    criteria = [criterion_formula(version, axis, criterion) for criterion in axis.criteria]
    respondent = [*criteria, own_mean(version, axis, own), *counts(version, axis)]
    group = [group_mean(version, letter) for letter in (*own.criteria, own.mean)]
    return AxisFormulas(
        APART.join(respondent),
        APART.join(group),
        APART.join(project_formulas(version, axis, own)),
        len(own.criteria) + 11,
    )


def answers_of(version: Version, codes: list[str], prefix: str = "") -> str:
    """« 'Réponses'!G{a}:I{a} », or the one cell."""
    at = version.answers.letters
    first, last = f"{at[prefix + codes[0]]}{{a}}", f"{at[prefix + codes[-1]]}{{a}}"
    return version.answers.prefix + (first if first == last else f"{first}:{last}")


def priority(version: Version, criterion: str) -> str:
    return f"{version.answers.prefix}{version.answers.letters[f'Priorité {criterion}']}{{a}}"


def criterion_formula(version: Version, axis: Axis, criterion: Criterion) -> str:
    """§2.2: the weighted mean of its levels in points, when enough of the applicable weight bears one."""
    codes = [own.code for own in criterion.questions]
    given, low, high = answers_of(version, codes), version.threshold("min"), version.threshold("max")
    if len(codes) == 1:
        text = f'IF(ISNUMBER({given}),100*({given}-{low})/({high}-{low}),"")'
    else:
        weights = version.weights_of(codes)
        valued = f"SUMPRODUCT(ISNUMBER({given})*{weights})"
        applicable = f'SUMPRODUCT(({given}<>"{NOT_APPLICABLE}")*{weights})'
        enough = f"{valued}>={version.threshold('criterion_min_valued')}*{applicable}-{NEARLY}"
        points = f"100*(SUMPRODUCT({given},{weights})/{valued}-{low})/({high}-{low})"
        text = f'IFERROR(IF({enough},{points},""),"")'
    return f'IF({priority(version, criterion.code)}=0,"",{text})' if axis.by_priorities else text


def own_mean(version: Version, axis: Axis, own: Places) -> str:
    """§2.4: the respondent's criteria, by weight, and by its own priorities where they weigh."""
    criteria = across(own.criteria, "{r}")
    weights = version.weights_of([f"Critère {criterion.code}" for criterion in axis.criteria])
    if not axis.by_priorities:
        return f'IFERROR(SUMPRODUCT({criteria},{weights})/SUMPRODUCT(ISNUMBER({criteria})*{weights}),"")'
    codes = [criterion.code for criterion in axis.criteria]
    given = answers_of(version, codes, "Priorité ")
    return f'IFERROR(SUMPRODUCT({criteria},{weights},{given})/SUMPRODUCT(ISNUMBER({criteria})*{weights}*{given}),"")'


def counts(version: Version, axis: Axis) -> list[str]:
    """§3: cells not applicable, cells with a level, and the sum of the evidence of those."""
    if not axis.by_priorities:
        codes = [own.code for own in axis.questions]
        given, evidence = answers_of(version, codes), answers_of(version, codes, "Preuve ")
        return [
            f'COUNTIF({given},"{NOT_APPLICABLE}")', f"COUNT({given})", f"SUMPRODUCT(ISNUMBER({given})*{evidence})",
        ]  # fmt: skip
    parts: list[tuple[str, str, str]] = []
    for criterion in axis.criteria:
        codes, zero = [own.code for own in criterion.questions], f"({priority(version, criterion.code)}=0)"
        given, evidence = answers_of(version, codes), answers_of(version, codes, "Preuve ")
        parts.append(
            (
                f'IF{zero[:-1]},{len(codes)},COUNTIF({given},"{NOT_APPLICABLE}"))',
                f"IF{zero[:-1]},0,COUNT({given}))",
                f"IF{zero[:-1]},0,SUMPRODUCT(ISNUMBER({given})*{evidence}))",
            )
        )
    return ["+".join(part[place] for part in parts) for place in range(3)]
