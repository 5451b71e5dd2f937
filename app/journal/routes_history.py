"""The history of one record in words, for whoever may consult it."""

from dataclasses import replace

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.queries import account
from app.assessments.queries.campaigns import get_campaign
from app.db import Reading
from app.errors import NotFound
from app.journal.history import of_record
from app.journal.pages import history_values
from app.journal.queries import OF_THE_PARTNERS, Wanted
from app.journal.references import read_labels
from app.journal.shown import title
from app.partners.queries import get_organisation
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.templating import render

router = Router()
# Of a project: the word of the address, the table, what it is called.
KINDS = {
    "jalons": ("milestone", "Jalon"),
    "investissements": ("investment", "Investissement"),
    "tranches": ("instalment", "Tranche"),
    "cofinancements": ("cofinancing", "Cofinancement"),
    "indicateurs": ("indicator", "Indicateur"),
    "documents": ("document", "Document"),
    "leviers": ("model_lever", "Levier"),
    "partenaires": ("partner", "Partenaire"),
}
# What another line of the same act already says.
SAID_TWICE = frozenset({"campaign_event", "status_move", "registration_draft"})


@router.get("/projets/{code}/historique", right=Right.CONSULT)
def of_project(request: Request, session: Reading, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    values = history_values(request, session, _seen(visitor, Wanted(project_id=project.id)))
    return render(request, "journal/project.html", project=project, own="project", **values)


@router.get("/projets/{code}/historique/{kind}/{number}", right=Right.CONSULT)
def of_part(request: Request, session: Reading, visitor: SignedIn, code: str, kind: str, number: int) -> Response:
    project, here = get_project(session, code), f"/projets/{code}/historique"
    if kind not in KINDS or not 0 < number < 2**62:
        raise NotFound("Cette fiche n’existe pas.", here, "Voir l’historique du projet")
    table, noun = KINDS[kind]
    values = history_values(request, session, _seen(visitor, of_record(project.id, table, number)))
    name = _name(session, table, number) if values["entries"] or values["filtered"] else ""
    trail = [(project.code, f"/projets/{project.code}"), ("Historique", here)]
    return render(
        request, "journal/record.html", name=f"{noun}\u00a0: {name}" if name else noun, trail=trail, own=table, **values
    )


@router.get("/partenaires/{organisation_id}/historique", right=Right.CONSULT)
def of_organisation(request: Request, session: Reading, visitor: SignedIn, organisation_id: int) -> Response:
    organisation = get_organisation(session, organisation_id)
    wanted = _seen(visitor, of_record(None, "organisation", organisation.id))
    trail = [("Partenaires", "/partenaires"), (organisation.name, f"/partenaires/{organisation.id}")]
    return _page(request, session, wanted, organisation.name, trail, "organisation")


@router.get("/campagnes/{campaign_id}/historique", right=Right.CONSULT)
def of_campaign(request: Request, session: Reading, visitor: SignedIn, campaign_id: int) -> Response:
    campaign = get_campaign(session, campaign_id)
    wanted = _seen(visitor, of_record(campaign.project_id, "campaign", campaign.id))
    trail = [("Évaluations", "/campagnes"), ("Campagne", f"/campagnes/{campaign.id}")]
    return _page(request, session, wanted, _name(session, "campaign", campaign.id), trail, "campaign")


@router.get("/comptes/{user_id}/historique", right=Right.ADMIN)
def of_account(request: Request, session: Reading, user_id: int) -> Response:
    user = account(session, user_id)
    wanted = Wanted(records=(("user", (str(user.id),)),))
    trail = [("Comptes", "/comptes"), (user.name, f"/comptes/{user.id}")]
    return _page(request, session, wanted, user.name, trail, "user")


def _page(
    request: Request, session: Session, wanted: Wanted, name: str, trail: list[tuple[str, str]], own: str
) -> Response:
    return render(
        request, "journal/record.html", name=name, trail=trail, own=own, **history_values(request, session, wanted)
    )


def _seen(visitor: Visitor, wanted: Wanted) -> Wanted:
    """What each partner said is for those who lead the evaluations, here as everywhere."""
    hidden = SAID_TWICE if visitor.can(Right.EVALUATE) else SAID_TWICE | OF_THE_PARTNERS
    return replace(wanted, without=hidden)


def _name(session: Session, table: str, number: int) -> str:
    key = (table, str(number))
    return title(table, read_labels(session, [key]).get(key, f"n°\u00a0{number}, retiré depuis"))
