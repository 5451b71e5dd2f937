"""The formulas of a group and of the project: means, then status and confidence (`formulas` says the marks)."""

from app.exchanges.funder.places import (
    INSUFFICIENT,
    NEARLY,
    NOT_SUITED,
    PROVISIONAL,
    PUBLISHED,
    Places,
    across,
)
from app.exchanges.funder.version import Version
from evaluation import Axis


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
