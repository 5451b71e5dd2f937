"""Published results and regions: only what may leave the alliance."""

from fastapi import Request
from starlette.responses import Response

from app.api.answers_results import CampaignResult, PublishedResults, Regions, RegionSheet, Results
from app.api.asked import AskedMoment, AskedResults, CodeInPath, NumberInPath, RegionInPath, not_a_cursor
from app.api.filters import check_choice
from app.api.regions import region_at, regions_at
from app.api.responses import say
from app.api.results import ORDER, page_of, published, result_of
from app.api.routing import ApiRouter
from app.db import Reading
from app.kept import kept_of
from app.keyset import reads
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Résultats")
regions_router = ApiRouter("Régions")


@router.reads("/results", scope=Scope.RESULTS_READ, answer=PublishedResults)
def list_results(asked: AskedResults, session: Reading) -> Response:
    """Les résultats publiés.

    Un par campagne, la dernière publication, de la campagne la plus récente à la plus ancienne.
    """
    check_choice(session, asked.filter)
    if asked.after and not reads(asked.after, ORDER):
        raise not_a_cursor()
    return say(page_of(session, asked.filter, asked.moment, after=asked.after, limit=asked.limit))


@router.reads("/results/{number}", scope=Scope.RESULTS_READ, answer=CampaignResult)
def read_result(number: NumberInPath, session: Reading) -> Response:
    """Le résultat publié d’une campagne.

    Sous le numéro de la campagne.
    """
    return say(result_of(session, number))


@router.reads("/projects/{code}/results", scope=Scope.RESULTS_READ, answer=Results)
def list_results_of_a_project(code: CodeInPath, session: Reading) -> Response:
    """Les résultats publiés d’un projet.

    Campagne par campagne.
    """
    return say(published(session, get_project(session, code)))


@regions_router.reads("/regions", scope=Scope.REGIONS_READ, answer=Regions)
def list_regions(request: Request, asked: AskedMoment, session: Reading) -> Response:
    """Les régions à un moment.

    Par leur nom, sans classement, puis les projets interrégionaux et l’ensemble.
    """
    kept = kept_of(request, session)
    return say(kept.get(("api-regions", asked.moment), lambda: regions_at(session, asked.moment)))


@regions_router.reads("/regions/{code}", scope=Scope.REGIONS_READ, answer=RegionSheet)
def read_region(code: RegionInPath, asked: AskedMoment, session: Reading) -> Response:
    """Une région à un moment."""
    return say(region_at(session, code, asked.moment))
