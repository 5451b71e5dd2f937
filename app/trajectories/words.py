"""Trajectories in words: how long, since when, until when, and what to plan next."""

from datetime import date

from app.models import Lever
from app.trajectories.course import Course
from app.trajectories.lanes import Lane
from app.trajectories.plan import Plan, PlanKind
from app.web.filters import date_fr, plural
from app.wording import days, listed
from evaluation import Status
from evaluation.confidence import whole_months
from evaluation.horizons import Standing

NBSP = "\u00a0"
LEVER_HELP = {
    Lever.PEOPLE: "Qui fait vivre l’action\u00a0: salariés, bénévoles, compétences prêtées, gouvernance.",
    Lever.MONEY: "D’où vient l’argent\u00a0: subventions, mécénat, ventes, cotisations, et leur équilibre.",
    Lever.ALLIANCES: "Avec qui l’action se fait\u00a0: partenaires, conventions, ce que chacun apporte et en retire.",
}
PLAN_LINKS = {
    PlanKind.DATES: "Donner la date de départ",
    PlanKind.MILESTONE: "Prévoir ce jalon",
    PlanKind.EARLY: "Déplacer le jalon",
    PlanKind.PLANNED: "Voir le jalon",
    PlanKind.CAMPAIGN: "Préparer la campagne ex post",
    PlanKind.UNDERWAY: "Ouvrir la campagne",
    PlanKind.SHORT: "Préparer une autre campagne",
}


def duration(months: int) -> str:
    """« 18 mois », « 7 ans », « 2 ans et 4 mois »: a span of months said as people do."""
    years, left = divmod(months, 12)
    if not years or (years < 2 and left):
        return f"{months}{NBSP}mois"
    return plural(years, "an", "ans") + (f" et {left}{NBSP}mois" if left else "")


def span(start: date, end: date) -> str:
    """Days below a month, months below two years; past ten years, months no longer matter."""
    months = whole_months(start, end)
    if months < 1:
        return days((end - start).days)
    return duration(months - months % 12 if months >= 120 else months)


def lane_words(lane: Lane, today: date) -> str:
    reached = lane.horizon.reached_on
    if reached is None:
        return "sans date de départ, rien ne se date"
    if lane.horizon.stated_on:
        return f"constaté par l’ex post du {date_fr(lane.horizon.stated_on)}"
    if lane.standing is Standing.SIGNAL:
        return f"signal jusqu’au {date_fr(reached)}, dans {span(today, reached)}"
    if lane.statement and lane.statement.status is Status.PUBLISHED:
        return f"constat possible depuis le {date_fr(reached)}{NBSP}: déjà observé en chemin, un ex post le dira"
    return f"constat possible depuis le {date_fr(reached)}, pas encore publié"


def course_sentence(course: Course) -> str:
    """« Le projet a 20 mois. Performance : constaté … ; innovation : signal jusqu’au … »"""
    told = "\u202f; ".join(f"{lane.name.lower()}{NBSP}: {lane_words(lane, course.today)}" for lane in course.lanes)
    return f"{_age(course)} {told[:1].upper()}{told[1:]}."


def plan_sentence(plan: Plan) -> str:
    impact, reached = f"l’impact {plan.lane.name.lower()}", date_fr(plan.lane.horizon.reached_on)
    becomes = f"Une évaluation ex post de {impact} devient un constat à partir du {reached}"
    if plan.kind is PlanKind.UNDERWAY and plan.campaign:
        return f"La campagne ex post du {date_fr(plan.campaign.held_on)} pourra faire de {impact} un constat, publiée."
    return {
        PlanKind.DATES: "Sans date de départ, rien ne peut devenir un constat.",
        PlanKind.MILESTONE: f"{becomes}. Aucun jalon ne la prévoit encore.",
        PlanKind.EARLY: f"{becomes}{NBSP}: {_milestone(plan, ', prévu le')}, vient trop tôt.",
        PlanKind.PLANNED: f"{becomes}\u202f; {_milestone(plan, ' la prévoit le')}.",
        PlanKind.CAMPAIGN: f"Une évaluation ex post de {impact} serait un constat depuis le {reached}"
        + (f"\u202f; {_milestone(plan, ' la prévoit le')}." if plan.milestone else ", et aucune n’est publiée."),
        PlanKind.SHORT: f"Un ex post a eu lieu, sans assez de réponses sur {impact}{NBSP}: un autre peut en faire "
        "un constat.",
    }[plan.kind]


def levers_sentence(course: Course) -> str:
    """Which are described, and which are still to be."""
    missing = [line.label.lower() for line in course.levers if line.record is None]
    if not missing:
        return "Les trois leviers sont décrits."
    if len(missing) == len(course.levers):
        return "Aucun des trois leviers n’est encore décrit."
    return f"{'Un levier reste' if len(missing) == 1 else 'Deux leviers restent'} à décrire{NBSP}: {listed(missing)}."


def _milestone(plan: Plan, verb: str) -> str:
    own = plan.milestone
    return f"le jalon «{NBSP}{own.title}{NBSP}»{verb} {date_fr(own.due_on)}" if own else ""


def _age(course: Course) -> str:
    if course.start is None:
        return "Le projet n’a pas de date de départ."
    if course.start > course.today:
        return f"Le projet commence le {date_fr(course.start)}."
    return f"Le projet a {span(course.start, course.today)}."
