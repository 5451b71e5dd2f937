"""One organisation, or one project, and those around it."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.network import sentences
from app.network.pages import around_organisation, around_project, members_of, projects_around, projects_of, read_around
from app.partners.queries import get_organisation
from app.projects.queries import get_project
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()


@router.get("/reseau/organisations/{organisation_id}", right=Right.CONSULT)
def organisation(request: Request, session: Reading, organisation_id: int) -> Response:
    found = get_organisation(session, organisation_id)
    network = read_around(session, projects_of(found.id))
    return render(
        request,
        "network/organisation.html",
        organisation=found,
        network=network,
        drawn=around_organisation(network, found.id),
        presence=network.presence(found.id) if found.id in network.places else None,
        ties=network.ties_around(found.id),
        sentence=sentences.of_organisation(network, found.id),
        caution=sentences.CAUTION,
    )


@router.get("/reseau/projets/{code}", right=Right.CONSULT)
def project(request: Request, session: Reading, code: str) -> Response:
    found = get_project(session, code)
    network = read_around(session, projects_around(found.id))
    return render(
        request,
        "network/project.html",
        project=found,
        network=network,
        drawn=around_project(network, found.id),
        present=[network.presence(number) for number in members_of(network, found.id)],
        sentence=sentences.of_project(network, found.id),
    )
