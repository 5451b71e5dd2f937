"""What each picture of added values shows, in a sentence."""

from app.addedvalues.aggregates import KindSummary, MethodSummary
from app.addedvalues.coordination import TimeSummary
from app.addedvalues.words import MEANINGS, about, days_words, figure, range_words
from app.web.filters import plural
from app.wording import NO_BREAK, listed

FEW_METHODS = 3


def of_kind(own: KindSummary) -> str:
    """« Temps gagné, dit dans 8 projets par 2 méthodes. Délai comparé : … »"""
    gained = MEANINGS[own.kind].gained
    if not own.methods:
        return f"{gained}\u00a0: rien n’est encore dit dans ces projets."
    count = sum(method.count for method in own.methods)
    how = plural(len(own.methods), "méthode", "méthodes")
    said = f"{gained}\u00a0: {plural(count, 'valeur dite', 'valeurs dites')}, par {how}."
    return " ".join([said, *(_of_method(method) for method in own.methods[:FEW_METHODS])])


def _of_method(own: MethodSummary) -> str:
    where = plural(own.projects, "projet", "projets")
    return (
        f"{own.label}, {where}\u00a0: {range_words(own.span, own.unit)} du plus bas au plus haut, la médiane des "
        f"milieux à {about(own.median)}."
    )


def of_times(own: TimeSummary) -> str:
    """« 18 projets sur 33 ont dit leur temps de coordination : 212 jours en tout… »"""
    where = f"{plural(own.said, 'projet', 'projets')} sur {own.projects}"
    if not own.said:
        return f"Aucun temps de coordination n’est encore dit, sur {plural(own.projects, 'projet', 'projets')}."
    verb = "a dit" if own.said < 2 else "ont dit"
    said = f"{where} {verb} leur temps de coordination\u00a0: {days_words(own.days)} en tout"
    if own.said > 1:
        said += f", de {figure(own.low)} à {figure(own.high)} selon le projet, la médiane à {about(own.median)}"
    waits = "" if not own.waiting else f" {plural(own.waiting, 'projet attend', 'projets attendent')} une réponse."
    return f"{said}.{waits}"


def of_share(own: TimeSummary) -> str:
    """The cost of an alliance against the money put in it: an information on the whole, never project by project."""
    if own.per_100k is None:
        return ""
    rate = f"{about(own.per_100k)}{NO_BREAK}jours"
    return (
        f"Pour 100\u202f000\u00a0€ engagés, {rate} de coordination, sur "
        f"{plural(own.compared, 'projet qui a', 'projets qui ont')} l’un et l’autre. C’est une information\u00a0: "
        "coordonner plus n’est ni mieux ni moins bien."
    )


def of_too_few(own: TimeSummary) -> str:
    hidden = [profile.label for profile in own.profiles if not profile.is_readable]
    if not hidden:
        return ""
    return f"Trop peu d’organisations pour parler de ce profil\u00a0: {listed(hidden)}."
