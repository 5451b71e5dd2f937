"""What is missing from a project, said on its own sheet: a reader must not find out alone."""

from collections.abc import Iterator

from app.exchanges.printing.facts import PrintedEvaluation, ProjectFacts
from app.models import ProjectStatus
from app.results.words import counted
from app.wording import euros, listed

NBSP = "\u00a0"
BEFORE_SIGNATURE = (ProjectStatus.REPERE, ProjectStatus.INSTRUCTION, ProjectStatus.VALIDE, ProjectStatus.ABANDONNE)
NAMED = 3


def missing_of(facts: ProjectFacts) -> list[str]:
    """One sentence each, what funders ask first above."""
    return [*_evaluation(facts), *_course(facts), *_money(facts), *_record(facts)]


def _evaluation(facts: ProjectFacts) -> Iterator[str]:
    for own in facts.pending:
        asked = counted(own.invited, "partenaire invité", "partenaires invités")
        yield f"L’évaluation {own.moment.label} n’est pas publiée{NBSP}: {own.answered} sur {asked} ont répondu."
    if facts.evaluation is None and not facts.pending:
        yield "Les partenaires n’ont pas encore été interrogés."
    if facts.evaluation:
        yield from _axes(facts.evaluation)


def _axes(evaluation: PrintedEvaluation) -> Iterator[str]:
    silent = evaluation.invited - evaluation.answered
    if silent:
        yield f"{counted(silent, 'partenaire invité n’a', 'partenaires invités n’ont')} pas répondu."
    for axis in evaluation.axes:
        if not axis.facts.status.shows_number:
            yield f"{axis.label}, {axis.words}."
    kept = [axis.label for axis in evaluation.axes if axis.is_kept_inside]
    if kept:
        yield f"Score gardé dans l’alliance, il dirait les réponses d’un seul profil{NBSP}: {listed(kept)}."


def _course(facts: ProjectFacts) -> Iterator[str]:
    if facts.project.status is not ProjectStatus.ABANDONNE:
        late = [line for line in facts.milestones.lines if line.state.tone == "late"]
        if late:
            yield f"{counted(len(late), 'jalon', 'jalons')} en retard{NBSP}: {_named([own.title for own in late])}."
    unmeasured = [line.label for line in facts.indicators.lines if line.latest is None]
    if unmeasured:
        yield f"Sans mesure{NBSP}: {_named(unmeasured)}."
    if not facts.indicators.lines:
        yield "Aucun indicateur n’est suivi."


def _money(facts: ProjectFacts) -> Iterator[str]:
    if facts.project.status is not ProjectStatus.ABANDONNE:
        late = [line for line in facts.money.instalments if line.state.tone == "late"]
        if late:
            yield f"{counted(len(late), 'tranche', 'tranches')} en retard{NBSP}: {_named([own.label for own in late])}."
    unallocated = sum((line.unallocated for line in facts.money.investments), start=facts.money.invested * 0)
    if unallocated:
        yield f"{euros(unallocated)} engagés sans financeur désigné."


def _record(facts: ProjectFacts) -> Iterator[str]:
    project = facts.project
    if project.charter_signed_on is None and project.status not in BEFORE_SIGNATURE:
        yield "La charte n’est pas signée."
    if facts.partners.porteur is None:
        yield "Le porteur n’est pas désigné."
    untold = [name for name, text in (("le besoin", project.need), ("la réponse", project.answer)) if not text.strip()]
    if untold:
        yield f"Restent à écrire{NBSP}: {listed(untold)}."


def _named(names: list[str]) -> str:
    quoted = [f"«{NBSP}{name}{NBSP}»" for name in names[:NAMED]]
    more = len(names) - NAMED
    return ", ".join(quoted) + (f" et {more} de plus" if more > 0 else "")
