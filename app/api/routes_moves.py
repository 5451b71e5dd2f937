"""A project moves from one status to another, by the rules of its page."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field
from starlette.responses import Response

from app import clock
from app.api import projects as drawn
from app.api.access import Caller
from app.api.answers_projects import Project
from app.api.asked import CodeInPath
from app.api.bodies import body, faults_told
from app.api.given import Given, Reason
from app.api.responses import created
from app.api.routing import ROOT, ApiRouter
from app.db import Writing
from app.models import ProjectStatus
from app.models.user import Scope
from app.projects.queries import get_project, get_whole_project
from app.projects.routes_page import MOVE_RULES
from app.projects.service import move_status

router = ApiRouter("Projets")


class NewMove(Given):
    """Vers l’étape suivante, ou en arrière ou vers l’abandon en disant pourquoi."""

    to: ProjectStatus = Field(description="Le statut où va le projet.")
    reason: Reason = Field("", description="Demandée en arrière et pour un abandon.")


@router.creates("/projects/{code}/moves", scope=Scope.PROJECTS_WRITE, takes=NewMove, answer=Project)
def move_a_project(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewMove, Depends(body(NewMove))],
    session: Writing,
) -> Response:
    """Changer le statut d’un projet.

    Ce qui manque pour avancer est dit dans « detail ». Revenir en arrière demande le rôle de gestion. La réponse est le
    projet tel qu’il est alors.
    """
    project = get_project(session, code)
    with faults_told(session, MOVE_RULES):
        move_status(session, project, to=given.to, reason=given.reason, user=who.user, today=clock.today())
    session.expunge_all()
    whole = get_whole_project(session, code)
    return created(request, drawn.project(session, whole), f"{ROOT}/projects/{code}", whole)
