"""What was published of a project, and why each score is what it is."""

import json

from starlette.requests import Request
from starlette.responses import Response

from app.addedvalues.sheet import sheet_of as added_values_of
from app.assessments.gather import grid_of
from app.benchmarks.queries import beside_axes
from app.db import Reading
from app.digits import number_typed
from app.errors import Forbidden, NotFound
from app.projects.queries import get_project
from app.restitution.disclosure import circle_of
from app.results.proof import file_name, proof_of
from app.results.published import profile_labels, publications_of, published_result
from app.results.queries import asked_reading, project_card
from app.results.views import voices_of
from app.results.why import why_view
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn
from app.web.templating import render
from evaluation import Moment

router = Router()


@router.get("/projets/{code}/resultats", right=Right.CONSULT)
def results(
    request: Request, code: str, session: Reading, campagne: str = "", lecture: str = "", version: str = ""
) -> Response:
    project = get_project(session, code)
    card = project_card(session, project, number_typed(campagne), lecture, number_typed(version))
    publications = publications_of(session, project.id)
    return render(
        request,
        "results/list.html",
        project=project,
        card=card,
        publications=publications,
        added_values=added_values_of(session, project),
    )


@router.get("/projets/{code}/resultats/preuve", right=Right.EXPORT)
def download_proof(code: str, session: Reading, visitor: SignedIn) -> Response:
    """Every partner's answers are in it: for those who may read them, whatever else they may export."""
    if not circle_of(runs_evaluations=visitor.can(Right.EVALUATE)).sees_names:
        raise Forbidden(
            "La preuve contient toutes les réponses\u00a0: demandez-la à une personne chargée de l’évaluation."
        )
    project = get_project(session, code)
    content = json.dumps(proof_of(session, project), ensure_ascii=False, indent=2) + "\n"
    return attached(content, "application/json", file_name(project))


@router.get("/projets/{code}/resultats/{campaign_id}/{axis}", right=Right.CONSULT)
def why(
    request: Request, code: str, campaign_id: str, axis: str, session: Reading, lecture: str = "", version: str = ""
) -> Response:
    project = get_project(session, code)
    result = published_result(session, project, number_typed(campaign_id) or 0, number_typed(version))
    grid = grid_of(session, result.grid_reference)
    reading = asked_reading(Moment(result.scores["moment"]), lecture)
    asked = grid.axes_of(reading)
    if axis not in [own.code for own in asked]:
        raise NotFound("Cet axe n’est pas demandé.", f"/projets/{project.code}/resultats", "Voir les résultats")
    view = why_view(grid, result, reading, axis, voices_of(result.scores, profile_labels(session)))
    return render(
        request,
        "results/why.html",
        project=project,
        result=result,
        moment=Moment(result.scores["moment"]),
        why=view,
        asked=asked,
        grid=grid,
        beside=beside_axes(session).get(axis, ()),
    )
