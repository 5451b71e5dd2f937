"""What a token may do, in words, and the right each scope needs: a token never does more than its person may."""

from collections.abc import Iterable

from app.models.user import Role, Scope
from app.web.rights import ROLE_RIGHTS, Right
from app.wording import listed

WORDS = {
    Scope.PROJECTS_READ: "Lire les projets, leurs montants, leurs partenaires et leurs indicateurs",
    Scope.ORGANISATIONS_READ: "Lire les organisations",
    Scope.MILESTONES_READ: "Lire les jalons",
    Scope.CAMPAIGNS_READ: "Lire les campagnes d’évaluation",
    Scope.RESULTS_READ: "Lire les résultats publiés",
    Scope.REGIONS_READ: "Lire les régions",
    Scope.EXPORTS_READ: "Télécharger le classeur du portefeuille",
    Scope.CONTACTS_READ: "Lire les personnes à contacter chez les partenaires",
    Scope.DOCUMENTS_READ: "Lire et télécharger les documents des projets",
    Scope.PROJECTS_WRITE: "Créer et modifier des projets, leurs partenaires, leurs indicateurs et leurs mesures",
    Scope.ORGANISATIONS_WRITE: "Créer et modifier des organisations",
    Scope.MILESTONES_WRITE: "Créer et modifier des jalons",
    Scope.CAMPAIGNS_WRITE: "Créer des campagnes et changer leurs dates",
    Scope.MONEY_WRITE: "Créer et modifier des montants, mettre des tranches en paiement, enregistrer des versements",
    Scope.CONTACTS_WRITE: "Changer les personnes à contacter chez les partenaires",
}
NAMES = {
    "projects": "projets",
    "organisations": "organisations",
    "milestones": "jalons",
    "campaigns": "campagnes",
    "results": "résultats",
    "regions": "régions",
    "exports": "classeur",
    "money": "argent",
    "contacts": "personnes à contacter",
    "documents": "documents",
}
NEEDS = {
    Scope.EXPORTS_READ: Right.EXPORT,
    Scope.PROJECTS_WRITE: Right.EDIT,
    Scope.ORGANISATIONS_WRITE: Right.EDIT,
    Scope.MILESTONES_WRITE: Right.EDIT,
    Scope.CAMPAIGNS_WRITE: Right.EVALUATE,
    Scope.MONEY_WRITE: Right.EDIT,
    Scope.CONTACTS_WRITE: Right.EDIT,
}
# What a new token does unless said; the address of somebody is asked for on purpose.
READ_SCOPES = tuple(scope for scope in Scope if not scope.writes and scope is not Scope.CONTACTS_READ)

ALSO = ", et les personnes à contacter"


def right_of(scope: Scope) -> Right:
    return NEEDS.get(scope, Right.CONSULT)


def allowed(role: Role) -> list[Scope]:
    """What someone of this role may give to a token, reading first."""
    return [scope for scope in Scope if right_of(scope) in ROLE_RIGHTS[role]]


def told(scopes: Iterable[str], role: Role) -> list[str]:
    """What a token still does, in a line or two: « Lire\u00a0: projets et jalons ». A role may have changed since."""
    held = [scope for scope in allowed(role) if scope in set(scopes)]
    reads, writes = ([scope for scope in held if scope.writes is way] for way in (False, True))
    return _reading(reads) + _line("Écrire", writes)


def _reading(reads: list[Scope]) -> list[str]:
    if not set(READ_SCOPES) <= set(reads):
        return _line("Lire", reads)
    return ["Tout lire" + (ALSO if Scope.CONTACTS_READ in reads else "")]


def _line(verb: str, scopes: list[Scope]) -> list[str]:
    return [f"{verb}\u00a0: {listed(NAMES[scope.subject] for scope in scopes)}"] if scopes else []
