"""What is said to a program rather than to a person: the same refusals, as problems (RFC 9457)."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.responses import JSONResponse
from starlette.routing import compile_path

from app.errors import Conflict, DomainError, NotFound

ROOT = "/api/"
TYPES = "/api/v1/problems/"
MEDIA = "application/problem+json"
ADDRESS = "Cette adresse n’existe pas, ou plus."


class Kind(NamedTuple):
    status: int
    title: str
    meaning: str


KINDS = {
    "unreadable": Kind(400, "Demande illisible", "Le corps de la demande n’est pas du JSON en UTF-8."),
    "unauthenticated": Kind(
        401, "Jeton nécessaire", "Pas de jeton, ou un jeton inconnu, expiré ou révoqué, ou un compte fermé."
    ),
    "forbidden": Kind(403, "Accès refusé", "Le rôle de la personne ne permet pas cette action."),
    "insufficient-scope": Kind(403, "Portée insuffisante", "Le jeton n’a pas reçu la portée que demande l’adresse."),
    "not-found": Kind(404, "Introuvable", "L’adresse, ou ce qu’elle désigne, n’existe pas."),
    "method-not-allowed": Kind(
        405, "Méthode refusée", "L’adresse existe, mais pas pour cette méthode\u00a0: voyez Allow."
    ),
    "conflict": Kind(409, "Contredit ce qui est enregistré", "Un changement venu d’ailleurs empêche celui-ci."),
    "gone": Kind(410, "Fichier introuvable", "Le fichier manque ou a été altéré depuis son dépôt."),
    "changed-meanwhile": Kind(
        412, "Modifié entre-temps", "L’ETag donné n’est plus celui de la fiche\u00a0: les deux versions sont jointes."
    ),
    "too-large": Kind(413, "Envoi trop volumineux", "Le corps de la demande dépasse la taille permise."),
    "unsupported-media-type": Kind(415, "Type de contenu refusé", "Le corps n’est pas annoncé comme du JSON."),
    "invalid": Kind(422, "Demande refusée", "Un champ, un paramètre ou une règle\u00a0: « errors » dit lequel."),
    "key-reused": Kind(422, "Clé déjà employée", "Cette Idempotency-Key a déjà servi pour un autre contenu."),
    "version-needed": Kind(
        428, "Version nécessaire", "Une modification donne dans If-Match l’ETag de ce qu’elle a lu."
    ),
    "internal": Kind(500, "Erreur interne", "L’erreur est notée, et rien n’est enregistré."),
    "unavailable": Kind(503, "Service indisponible", "La base ne répond pas\u00a0: réessayez après Retry-After."),
}
# The kind of a refusal that says only its status.
USUAL = {kind.status: name for name, kind in reversed(KINDS.items())}
TOLD = {
    "conflict": "Quelque chose a changé entre-temps, ou contredit ce qui est enregistré\u00a0: relisez d’abord.",
    "unavailable": "Le service ne répond pas pour le moment. Réessayez dans une minute.",
    "internal": "Une erreur est survenue et a été notée. Rien n’a été enregistré.",
}


class Problem(DomainError):  # noqa: N818  (a refusal, not a breakdown)
    """A refusal only programs meet: its kind (a key of `KINDS`), and what it adds to the answer."""

    def __init__(self, kind: str, sentence: str, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(KINDS[kind].status, sentence)
        self.kind = kind
        self.headers = dict(headers or {})
        self.members = members


def asks_for_json(request: Request) -> bool:
    return request.url.path.startswith(ROOT)


def refusal(error: DomainError) -> JSONResponse:
    kind = error.kind if isinstance(error, Problem) else USUAL.get(error.status, "internal")
    headers = dict(error.headers) if isinstance(error, Problem) else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    members = error.members if isinstance(error, Problem) else {}
    content = {
        "type": f"{TYPES}{kind}",
        "title": KINDS[kind].title,
        "status": KINDS[kind].status,
        "detail": _sentence(kind, error),
        **members,
    }
    return JSONResponse(content, status_code=KINDS[kind].status, headers=headers, media_type=MEDIA)


def invalid(error: RequestValidationError) -> DomainError:
    """A program that mistypes a parameter must learn which one, not get something else than it asked for."""
    faults = error.errors()
    if any(fault["loc"][0] == "path" for fault in faults):
        return NotFound()
    sentences = {_name(fault): _fault(fault) for fault in reversed(faults)}
    errors = [{"parameter": name, "detail": sentence} for name, sentence in reversed(sentences.items())]
    return Problem("invalid", " ".join(one["detail"] for one in errors), errors=errors)


def methods_here(request: Request) -> str:
    """For `Allow`: every method of this address, where the router only knows those of the first route that fits."""
    found: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        if context.methods and compile_path(str(context.path))[0].match(request.url.path):
            found |= context.methods
    return ", ".join(sorted(found))


def _sentence(kind: str, error: DomainError) -> str:
    if isinstance(error, Problem):
        return error.sentence
    if isinstance(error, NotFound) and error.sentence == NotFound().sentence:
        return ADDRESS
    if isinstance(error, Conflict) or kind in ("internal", "unavailable"):
        return TOLD[kind]
    return error.sentence


def _name(fault: Mapping[str, Any]) -> str:
    """As the caller wrote it, cut short and without what does not print."""
    return re.sub(r"[^\w.-]", "\ufffd", str(fault["loc"][-1]))[:40]


def _fault(fault: Mapping[str, Any]) -> str:
    told = "n’existe pas" if fault["type"] == "extra_forbidden" else "n’a pas une valeur permise"
    return f"Le paramètre «\u00a0{_name(fault)}\u00a0» {told}."
