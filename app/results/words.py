"""Scores in words: what was reached, what was missing, and why a number is not shown."""

from dataclasses import dataclass

from app.results.facts import AxisFacts
from app.wording import typeset as typeset
from evaluation import Grid, Status, round_half_up
from evaluation.means import reaches

NBSP = "\u00a0"


def decimal(value: float, digits: int = 1) -> str:
    """63,5: rounded once, half up, with a French comma and a true minus sign."""
    return str(round_half_up(value, digits)).replace(".", ",").replace("-", "−")


def signed(value: float) -> str:
    return ("+" if round_half_up(value) > 0 else "") + decimal(value)


def share(value: float | None, digits: int = 1) -> str:
    """66,7 %, and 60 % rather than 60,0 %."""
    if value is None:
        return "—"
    shown = decimal(value * 100, digits)
    return f"{shown.removesuffix(',0')}{NBSP}%"


def counted(count: int, one: str, many: str) -> str:
    return f"{count}{NBSP}{one if count < 2 else many}"


def axis_words(grid: Grid, facts: AxisFacts) -> str:
    """« publié · confiance B · signal · 83,3 % renseigné », or why there is no number."""
    if not facts.status.shows_number:
        return f"{facts.status.label.lower()}{NBSP}: {missing_words(grid, facts)}"
    parts = [
        facts.status.label.lower(),
        f"confiance{NBSP}{facts.confidence}",
        facts.maturity.label.lower(),
        f"{share(facts.coverage)} renseigné",
    ]
    return " · ".join(parts)


def missing_words(grid: Grid, facts: AxisFacts) -> str:
    """Why the axis is not published, in the order of the rules (§3); empty when it is."""
    rules = grid.publication
    if facts.status is Status.PUBLISHED:
        return ""
    if facts.status is Status.NOT_SUITED:
        limit = share(rules.max_not_applicable)
        return f"{share(facts.not_applicable)} de «{NBSP}sans objet{NBSP}», au-delà de {limit}"
    if facts.coverage is None:
        return "aucune réponse n’était attendue"
    if facts.status is Status.INSUFFICIENT and not reaches(facts.coverage, rules.provisional_coverage):
        return f"{share(facts.coverage)} renseigné, il faut au moins {share(rules.provisional_coverage)}"
    if facts.respondents == 0:
        return "aucun partenaire n’a assez répondu"
    return _missing_to_publish(grid, facts)


def _missing_to_publish(grid: Grid, facts: AxisFacts) -> str:
    unmet = [check for check in status_checks(grid, facts) if not check.is_met]
    listed = ", ".join(f"{check.label.lower()}{NBSP}: {check.reached} pour {check.needed}" for check in unmet)
    return listed or "aucun critère n’a pu être calculé"


def coverage_sentence(facts: AxisFacts) -> str:
    """« 10 réponses chiffrées sur 15 attendues »."""
    return f"{counted(facts.valued, 'réponse chiffrée', 'réponses chiffrées')} sur {facts.expected} attendues"


@dataclass(frozen=True)
class Check:
    """One threshold of the grid: what was needed, what was reached."""

    label: str
    reached: str
    needed: str
    is_met: bool


def status_checks(grid: Grid, facts: AxisFacts) -> list[Check]:
    """§3, status: what a published score needs, all at once."""
    rules = grid.publication
    not_applicable = facts.not_applicable or 0.0
    return [
        Check(
            f"Part des «{NBSP}sans objet{NBSP}»",
            share(facts.not_applicable),
            f"au plus {share(rules.max_not_applicable)}",
            reaches(rules.max_not_applicable, not_applicable),
        ),
        _coverage_check(facts, rules.published_coverage),
        _count_check("Répondants", facts.respondents, rules.min_respondents),
        _count_check("Profils", facts.profiles, rules.min_profiles),
    ]


def provisional_checks(grid: Grid, facts: AxisFacts) -> list[Check]:
    """§3, status: what a provisional score needs when it cannot be published."""
    return [
        _coverage_check(facts, grid.publication.provisional_coverage),
        _count_check("Répondants", facts.respondents, 1),
    ]


def confidence_checks(grid: Grid, facts: AxisFacts) -> list[tuple[str, list[Check]]]:
    """§3, confidence: what B then A need once the score is published."""
    rules = grid.publication
    evidence = facts.evidence or 0.0
    needed = f"au moins {decimal(rules.high_confidence_evidence)} sur {grid.scale.strongest_evidence}"
    return [
        ("B", [_count_check("Répondants", facts.respondents, rules.high_confidence_respondents)]),
        (
            "A",
            [
                _count_check("Répondants", facts.respondents, rules.high_confidence_respondents),
                _coverage_check(facts, rules.high_confidence_coverage),
                _count_check("Profils", facts.profiles, rules.high_confidence_profiles),
                Check(
                    "Preuve moyenne", decimal(evidence, 2), needed, reaches(evidence, rules.high_confidence_evidence)
                ),
            ],
        ),
    ]


def _coverage_check(facts: AxisFacts, least: float) -> Check:
    reached = facts.coverage or 0.0
    return Check("Couverture", share(facts.coverage), f"au moins {share(least)}", reaches(reached, least))


def _count_check(label: str, count: int, least: int) -> Check:
    return Check(label, str(count), f"au moins {least}", count >= least)
