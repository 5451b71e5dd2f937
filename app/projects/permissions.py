"""Who may change what, by role and by state: one table, that verbs, forms, imports and `docs/droits.md` read.

A command run on the server acts in nobody's name: the table binds people. The rights of whole pages are elsewhere
(`app.web.rights`); here is what a role that reaches the page may still not do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Forbidden, Refused
from app.journal.context import because
from app.models import CampaignStatus, InstalmentStatus, Project, ProjectStatus, Role, User

ADMIN = frozenset({Role.ADMIN})
EDITORS = ADMIN | {Role.GESTIONNAIRE}
EVALUATORS = EDITORS | {Role.EVALUATEUR}
NOBODY: frozenset[Role] = frozenset()
CLOSED = (ProjectStatus.TERMINE, ProjectStatus.CAPITALISE, ProjectStatus.ABANDONNE)


class Group(StrEnum):
    """Fields that follow one rule, as a person names them."""

    IDENTITY = "Projet\u202f: identité, territoire, dates, partenaires, jalons, indicateurs"
    AMOUNTS = "Argent\u202f: investissement, parts des financeurs, cofinancements, montant des tranches"
    PAYMENTS = "Argent\u202f: mise en paiement et versement d’une tranche"
    EARLY = "Argent\u202f: mise en paiement avant que le jalon soit fait ou l’évaluation reçue"
    INSTALMENT = "Tranche\u202f: montant, selon son état"
    ANSWERS = "Évaluation\u202f: réponses d’un partenaire, saisies par le Fonds"
    PUBLISHED = "Évaluation\u202f: résultat publié"


@dataclass(frozen=True)
class Rule:
    """Who may, in which states; `why` is what the others are told. `asks_why`: a reason is asked, and kept."""

    states: tuple[StrEnum, ...]
    roles: frozenset[Role]
    why: str = ""
    asks_why: bool = False


def _but(kind: type[StrEnum], *left: StrEnum) -> tuple[StrEnum, ...]:
    return tuple(state for state in kind if state not in left)


RULES: dict[Group, tuple[Rule, ...]] = {
    Group.IDENTITY: (
        Rule(tuple(ProjectStatus), EDITORS, "La fiche d’un projet est tenue par la gestion et l’administration."),
    ),
    Group.AMOUNTS: (
        Rule(_but(ProjectStatus, *CLOSED), EDITORS, "L’argent est tenu par la gestion et l’administration."),
        Rule(
            CLOSED,
            ADMIN,
            "Le projet est terminé ou abandonné\u202f: seule l’administration change encore ses montants, "
            "en disant pourquoi.",
            asks_why=True,
        ),
    ),
    Group.PAYMENTS: (
        Rule(
            _but(ProjectStatus, ProjectStatus.ABANDONNE),
            EDITORS,
            "L’argent est tenu par la gestion et l’administration.",
        ),
        Rule(
            (ProjectStatus.ABANDONNE,),
            ADMIN,
            "Le projet est abandonné\u202f: seule l’administration y enregistre encore un versement.",
        ),
    ),
    Group.EARLY: (
        Rule(
            _but(ProjectStatus, ProjectStatus.ABANDONNE),
            EDITORS,
            "L’argent est tenu par la gestion et l’administration.",
            asks_why=True,
        ),
        Rule(
            (ProjectStatus.ABANDONNE,),
            ADMIN,
            "Le projet est abandonné\u202f: seule l’administration y met encore une tranche en paiement.",
            asks_why=True,
        ),
    ),
    Group.INSTALMENT: (
        Rule(
            _but(InstalmentStatus, InstalmentStatus.PAID),
            EDITORS,
            "L’argent est tenu par la gestion et l’administration.",
        ),
        Rule(
            (InstalmentStatus.PAID,),
            NOBODY,
            "Cette tranche est versée\u202f: annulez d’abord le versement pour en changer le montant.",
        ),
    ),
    Group.ANSWERS: (
        Rule((CampaignStatus.OPEN,), EVALUATORS, "Les réponses sont saisies par ceux qui animent l’évaluation."),
        Rule(
            _but(CampaignStatus, CampaignStatus.OPEN),
            NOBODY,
            "La campagne n’est pas ouverte\u202f: rien ne s’y saisit.",
        ),
    ),
    Group.PUBLISHED: (
        Rule(
            (CampaignStatus.PUBLISHED,),
            NOBODY,
            "Un résultat publié ne change jamais\u202f: rouvrez la campagne, il s’en publie un autre à côté.",
        ),
    ),
}

UNSAID = {
    Group.AMOUNTS: "Dites pourquoi\u202f: le projet est terminé ou abandonné.",
    Group.EARLY: "Dites pourquoi cette tranche est mise en paiement sans attendre.",
}


def rule_for(group: Group, state: str) -> Rule:
    return next(rule for rule in RULES[group] if state in rule.states)


def why_not(group: Group, state: str, role: str) -> str:
    """What to tell someone of this role, in this state; empty when it may."""
    rule = rule_for(group, state)
    return "" if role in rule.roles else rule.why


def check(group: Group, state: str, user: User | None, link: str = "", label: str = "") -> None:
    if user is not None and (sentence := why_not(group, state, user.role)):
        raise Forbidden(sentence, link or None, label or None)


def check_money(session: Session, project_id: int, group: Group, user: User | None, reason: str = "") -> None:
    """Amounts of a closed project, a payment before its time: who may, and a reason that the journal keeps."""
    if user is None:
        return
    status, code = session.execute(select(Project.status, Project.code).where(Project.id == project_id)).one()
    check(group, status, user, f"/projets/{code}/investissements", "Revenir aux investissements")
    if rule_for(group, status).asks_why:
        if not reason.strip():
            raise Refused(UNSAID[group], field="reason")
        because(session, reason.strip())


def table() -> Iterator[tuple[str, str, str, str]]:
    """Fields, states, who, what the others are told: the lines of `docs/droits.md`."""
    for group, rules in RULES.items():
        for rule in rules:
            states = ", ".join(state.label.lower() for state in rule.states)  # type: ignore[attr-defined]
            who = ", ".join(role.label for role in Role if role in rule.roles) or "personne"
            yield str(group), states, who + (", avec un motif" if rule.asks_why else ""), rule.why
