"""What leaves the network: its ties as a CSV file, its pictures as SVG files."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.errors import Refused
from app.network import sentences
from app.network.around import Presences
from app.network.choices import TieChoice
from app.network.drawing import profile_matrix, region_arcs
from app.network.files import ties_csv
from app.network.pages import (
    around_organisation,
    around_project,
    is_too_wide,
    projects_around,
    projects_of,
    read_around,
    read_network,
)
from app.network.view import Network
from app.partners.queries import get_organisation
from app.pictures.standalone import svg_response
from app.projects.filters import PortfolioFilter
from app.projects.queries import get_project
from app.web.auth import Right, Router

router = Router()
PICTURES = "/reseau/images"
STYLES = ("network.css",)
NARROWED = "projets choisis"


@router.get("/reseau/liens.csv", right=Right.EXPORT)
def ties(request: Request, session: Reading) -> Response:
    network = _network(session, PortfolioFilter.from_query(request.query_params))
    return ties_csv(network, TieChoice.from_query(request.query_params).pairs(network))


@router.get(f"{PICTURES}/regions.svg", right=Right.CONSULT)
def regions(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    network = _network(session, chosen)
    arcs = region_arcs(network)
    return svg_response(
        request, "network/regions.svg", "reseau-regions.svg", title="Des organisations entre les régions",
        sentence=sentences.of_arcs(network, arcs), height=arcs.height, styles=STYLES, arcs=arcs,
        labels=network.record.regions, about=NARROWED if chosen.chosen else "",
    )  # fmt: skip


@router.get(f"{PICTURES}/profils.svg", right=Right.CONSULT)
def profiles(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    network = _network(session, chosen)
    matrix = profile_matrix(network)
    return svg_response(
        request, "network/profiles.svg", "reseau-profils.svg", title="Des ponts entre les profils",
        sentence=sentences.of_profiles(network), height=matrix.height, styles=STYLES, matrix=matrix,
        labels=network.record.profiles, about=NARROWED if chosen.chosen else "",
    )  # fmt: skip


@router.get(f"{PICTURES}/organisations/{{organisation_id}}.svg", right=Right.CONSULT)
def organisation(request: Request, session: Reading, organisation_id: int) -> Response:
    found = get_organisation(session, organisation_id)
    network = read_around(session, projects_of(found.id))
    drawn, sentence = around_organisation(network, found.id), sentences.of_organisation(network, found.id)
    return _around(request, f"reseau-organisation-{found.id}.svg", found.name, sentence, drawn)


@router.get(f"{PICTURES}/projets/{{code}}.svg", right=Right.CONSULT)
def project(request: Request, session: Reading, code: str) -> Response:
    found = get_project(session, code)
    network = read_around(session, projects_around(found.id))
    drawn, sentence = around_project(network, found.id), sentences.of_project(network, found.id)
    return _around(request, f"reseau-{found.code}.svg", f"{found.code}, {found.title}", sentence, drawn)


def _network(session: Session, chosen: PortfolioFilter) -> Network:
    if is_too_wide(session, chosen):
        raise Refused(sentences.TOO_WIDE, "/reseau", "Choisir des projets")
    return read_network(session, chosen)


def _around(request: Request, name: str, title: str, sentence: str, drawn: Presences) -> Response:
    """With the projects named under the drawing: alone, the file has no page around it."""
    height = drawn.height + 24 * len(drawn.columns) + 16
    return svg_response(
        request, "network/around.svg", name, title=title, sentence=sentence, height=height, styles=STYLES, drawn=drawn
    )
