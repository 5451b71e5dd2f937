"""What the trends show, in sentences: how many, of which, and what is left out."""

from app.results.words import counted, signed
from app.trends.pairing import Group
from app.trends.trend import Trend
from app.trends.yearly import Yearly
from app.wording import euros, listed
from evaluation import round_half_up

NBSP = "\u00a0"


def spread_sentence(trend: Trend) -> str:
    """« 2024 : 7 projets, médiane 61,2 ; 2025 : 2 projets, sans médiane. »"""
    told = []
    for part in trend.parts:
        said = counted(part.figures.n, "projet", "projets") if part.figures.n else "aucun projet évalué"
        middle = f", médiane {_shown(part.median)}" if part.median is not None else ""
        told.append(f"{part.column.label}{NBSP}: {said}{middle or (', sans médiane' if part.figures.n else '')}")
    return "\u202f; ".join(told) + "." if told else "Rien n’est encore publié."


def moved_sentence(trend: Trend) -> str:
    """Who is followed, and how many are left aside because they were seen once."""
    if not trend.steps:
        said = "Aucun projet n’a encore deux scores comparables sur cet axe."
    else:
        said = " ".join(group_sentence(group) for group in trend.groups)
    if not trend.once:
        return said
    count = len(trend.once)
    others = f"{count}{NBSP}{'autre ne l’a' if count == 1 else 'autres ne l’ont'} été qu’une fois"
    if not trend.steps:
        others = counted(count, "projet ne l’a été qu’une fois", "projets ne l’ont été qu’une fois")
    return f"{said} {others}{' et est laissé' if count == 1 else ' et sont laissés'} de côté."


def group_sentence(group: Group) -> str:
    """« 9 projets évalués en 2024 puis en 2025 : écart médian +3,2 points, de −4,0 à +12,5. »"""
    many = len(group.steps)
    if group.start.label.isdigit():
        who = f"{counted(many, 'projet évalué', 'projets évalués')} en {group.start.label} puis en {group.end.label}"
    else:
        ends = f"de «{NBSP}{group.start.label.lower()}{NBSP}» à «{NBSP}{group.end.label.lower()}{NBSP}»"
        who = f"{counted(many, 'projet suivi', 'projets suivis')} {ends}"
    if group.median is None:
        return f"{who}{NBSP}: trop peu pour un écart médian, il en faut {group.few}."
    moves = [step.difference for step in group.steps]
    return f"{who}{NBSP}: écart médian {signed(group.median)} points, de {signed(min(moves))} à {signed(max(moves))}."


def money_sentence(yearly: Yearly) -> str:
    told = [
        f"{own.year}{NBSP}: {euros(own.committed)} engagés, {euros(own.paid)} versés"
        for own in yearly.years
        if own.committed or own.paid
    ]
    return "\u202f; ".join(told) + "." if told else "Rien n’est encore engagé."


def published_sentence(yearly: Yearly) -> str:
    told = [f"{own.evaluations} en {own.year}" for own in yearly.years if own.evaluations]
    return f"Évaluations publiées{NBSP}: {listed(told)}." if told else "Aucune évaluation n’est encore publiée."


def _shown(value: float | None) -> str:
    return "" if value is None else str(round_half_up(value)).replace(".", ",")
