"""The acts done right on the page: the line is gone because its record changed."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn, local_path
from app.web.forms import Posted
from app.web.templating import redirect
from app.work import service

router = Router()
HERE = "/mon-travail"


@router.post(f"{HERE}/jalons/{{milestone_id}}/achevement", right=Right.EDIT)
def complete(request: Request, session: Writing, posted: Posted, visitor: SignedIn, milestone_id: int) -> Response:
    milestone = service.complete_milestone(session, milestone_id, today=clock.today(), user=visitor.user)
    return _back(request, posted, f"{milestone.title}\u202f: c’est fait.")


@router.post(f"{HERE}/tranches/{{instalment_id}}/mise-en-paiement", right=Right.EDIT)
def make_payable(request: Request, session: Writing, posted: Posted, visitor: SignedIn, instalment_id: int) -> Response:
    instalment = service.make_payable(session, instalment_id, user=visitor.user)
    return _back(
        request, posted, f"{instalment.label}\u202f: mise en paiement, une autre personne enregistre le versement."
    )


@router.post(f"{HERE}/campagnes/{{campaign_id}}/ouverture", right=Right.EVALUATE)
def open_campaign(request: Request, session: Writing, posted: Posted, visitor: SignedIn, campaign_id: int) -> Response:
    service.open_campaign(session, campaign_id, user=visitor.user, now=clock.now())
    return _back(request, posted, "La campagne est ouverte\u202f: invitez les partenaires depuis son suivi.")


@router.post(f"{HERE}/campagnes/{{campaign_id}}/cloture", right=Right.EVALUATE)
def close_campaign(request: Request, session: Writing, posted: Posted, visitor: SignedIn, campaign_id: int) -> Response:
    service.close_campaign(session, campaign_id, user=visitor.user, now=clock.now())
    return _back(request, posted, "La campagne est close\u202f: relisez, puis publiez les résultats.")


@router.post(f"{HERE}/projets/{{code}}/referent", right=Right.EDIT)
def follow(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = service.follow(session, get_project(session, code), user=visitor.user)
    return _back(request, posted, f"Vous suivez maintenant «\u00a0{project.title}\u00a0».")


def _back(request: Request, posted: Posted, sentence: str) -> Response:
    """To the list the button was pressed in."""
    asked = local_path(str(posted.get("retour", "")), HERE)
    return redirect(request, asked if asked.startswith(HERE) else HERE, flash=sentence)
