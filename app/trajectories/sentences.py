"""What the pictures of the portfolio show, in sentences."""

from app.trajectories.overview import ORDER, Due, Impact, Overview
from app.trajectories.words import NBSP, duration
from app.web.filters import plural
from app.wording import listed
from evaluation.horizons import Standing

COUNTED = {
    Standing.STATED: ("constaté", "constatés"),
    Standing.POSSIBLE: ("constat possible", "constats possibles"),
    Standing.SIGNAL: ("signal", "signaux"),
    Standing.UNDATED: ("sans date de départ", "sans date de départ"),
}


def standings_sentence(overview: Overview) -> str:
    """« 32 projets suivis. Performance, 18 mois : 6 constatés, 9 constats possibles… »"""
    if not overview.projects:
        return "Aucun projet ne répond à ce choix."
    told = " ".join(f"{_impact(impact)}." for impact in overview.impacts)
    return f"{plural(overview.projects, 'projet suivi', 'projets suivis')}. {told}"


def calendar_sentence(overview: Overview) -> str:
    """When the nearest statements become possible, and the last ones."""
    due = [own for own in overview.calendar if own.total]
    if not due:
        when = "dans les deux ans qui viennent" if overview.by_quarter else "à venir"
        return f"Aucun horizon n’est à atteindre {when} pour ces projets."
    first, last = due[0], due[-1]
    told = f"Les prochains{NBSP}: {first.period.label}, {_due(first, overview)}."
    return told if first is last else f"{told} Les derniers{NBSP}: {last.period.label}, {_due(last, overview)}."


def _impact(impact: Impact) -> str:
    counted = dict(impact.counted)
    told = [f"{counted[own]}{NBSP}{COUNTED[own][counted[own] > 1]}" for own in ORDER if counted[own]]
    return f"{impact.name}, {duration(impact.months)}{NBSP}: {listed(told)}"


def _due(due: Due, overview: Overview) -> str:
    told = [
        f"{plural(due.projects[own.axis.code], 'projet', 'projets')} pour l’impact {own.name.lower()}"
        for own in overview.impacts
        if own.axis.code in due.projects
    ]
    return listed(told)
