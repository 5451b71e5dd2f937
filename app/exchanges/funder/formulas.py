"""The formulas of an axis in « Calcul », as templates made once for a version of the grid.

`{a}`: the respondent's row in « Réponses »; `{r}`: the row itself; `{f}`–`{l}`: the respondents of the block;
`{g}`–`{h}`: its groups. A mean of nothing is an empty text, which AVERAGE, COUNT and SUMPRODUCT leave aside.
"""

from dataclasses import dataclass

from app.exchanges.funder.version import Version
from evaluation import Axis, Criterion, Status

APART = "\x1f"
"""Between the formulas of one row, filled in together."""
NOT_APPLICABLE = "SO"
NEARLY = "1E-9"
PUBLISHED, PROVISIONAL = Status.PUBLISHED.label, Status.PROVISIONAL.label
INSUFFICIENT, NOT_SUITED = Status.INSUFFICIENT.label, Status.NOT_SUITED.label


@dataclass(frozen=True)
class AxisFormulas:
    """Templates by kind of row. Cells of the axis: its criteria, its mean, then the figures that stand beside."""

    respondent: str
    group: str
    project: str
    width: int
    """Cells of the axis in a row."""


@dataclass(frozen=True)
class Places:
    """Letters of the cells of an axis in « Calcul »."""

    criteria: tuple[str, ...]
    mean: str
    not_applicable: str
    valued: str
    evidence: str
    share: str
    coverage: str
    respondents: str
    profiles: str
    status: str
    confidence: str
    score: str


def places_of(version: Version, axis: Axis) -> Places:
    at, label = version.steps.letters, version.label(axis.code)
    beside = ("moyenne", "sans objet", "avec niveau", "preuves", "part sans objet", "couverture", "répondants",
              "profils", "statut", "confiance", "score")  # fmt: skip
    return Places(
        tuple(at[f"Critère {own.code}"] for own in axis.criteria), *(at[f"{label} – {what}"] for what in beside)
    )


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


def across(letters: tuple[str, ...], row: str) -> str:
    first, last = letters[0], letters[-1]
    return f"{first}{row}" if first == last else f"{first}{row}:{last}{row}"


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


def group_mean(version: Version, letter: str) -> str:
    """§2.3: the mean of the group's respondents that have the figure."""
    group = version.steps.letters["Groupe"]
    return f'IFERROR(AVERAGEIFS({letter}{{f}}:{letter}{{l}},{group}{{f}}:{group}{{l}},{group}{{r}}),"")'


def project_formulas(version: Version, axis: Axis, own: Places) -> list[str]:
    """§2.3, §2.5 and §3, on the row of the project."""
    criteria = [f'IFERROR(AVERAGE({letter}{{g}}:{letter}{{h}}),"")' for letter in own.criteria]
    cells = f"ROWS({own.valued}{{f}}:{own.valued}{{l}})*{len(axis.questions)}"
    return [
        *criteria,
        project_mean(version, axis, own),
        *(f"SUM({letter}{{f}}:{letter}{{l}})" for letter in (own.not_applicable, own.valued, own.evidence)),
        f"{own.not_applicable}{{r}}/({cells})",
        f'IFERROR({own.valued}{{r}}/({cells}-{own.not_applicable}{{r}}),"")',
        f"COUNT({own.mean}{{f}}:{own.mean}{{l}})",
        f"COUNT({own.mean}{{g}}:{own.mean}{{h}})",
        status_formula(version, own),
        confidence_formula(version, own),
        f'IF(OR({own.status}{{r}}="{PUBLISHED}",{own.status}{{r}}="{PROVISIONAL}"),{own.mean}{{r}},"")',
    ]


def project_mean(version: Version, axis: Axis, own: Places) -> str:
    if axis.by_priorities:
        return f'IFERROR(AVERAGE({own.mean}{{g}}:{own.mean}{{h}}),"")'
    criteria = across(own.criteria, "{r}")
    weights = version.weights_of([f"Critère {criterion.code}" for criterion in axis.criteria])
    return f'IFERROR(SUMPRODUCT({criteria},{weights})/SUMPRODUCT(ISNUMBER({criteria})*{weights}),"")'


def status_formula(version: Version, own: Places) -> str:
    """§3: the first that holds."""
    at = version.threshold
    published = (
        f"AND({own.coverage}{{r}}>={at('published_coverage')}-{NEARLY},"
        f"{own.respondents}{{r}}>={at('min_respondents')},{own.profiles}{{r}}>={at('min_profiles')})"
    )
    provisional = f"AND({own.coverage}{{r}}>={at('provisional_coverage')}-{NEARLY},{own.respondents}{{r}}>=1)"
    return (
        f'IF({own.share}{{r}}>{at("max_not_applicable")}+{NEARLY},"{NOT_SUITED}",'
        f'IF(OR({own.mean}{{r}}="",{own.coverage}{{r}}=""),"{INSUFFICIENT}",'
        f'IF({published},"{PUBLISHED}",IF({provisional},"{PROVISIONAL}","{INSUFFICIENT}"))))'
    )


def confidence_formula(version: Version, own: Places) -> str:
    at = version.threshold
    highest = (
        f"AND({own.coverage}{{r}}>={at('high_confidence_coverage')}-{NEARLY},"
        f"{own.profiles}{{r}}>={at('high_confidence_profiles')},"
        f"{own.evidence}{{r}}>=({at('high_confidence_evidence')}-{NEARLY})*{own.valued}{{r}})"
    )
    return (
        f'IF({own.status}{{r}}="{PROVISIONAL}","D",IF({own.status}{{r}}<>"{PUBLISHED}","",'
        f'IF({own.respondents}{{r}}<{at("high_confidence_respondents")},"C",IF({highest},"A","B"))))'
    )
