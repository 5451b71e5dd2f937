"""What leaves the pages of added values: two CSV files, and the pictures as SVG files."""

from starlette.requests import Request
from starlette.responses import Response

from app.addedvalues import sentences
from app.addedvalues.aggregates import summaries
from app.addedvalues.coordination import time_summary
from app.addedvalues.drawing import method_strip, time_strip
from app.addedvalues.files import times_csv, values_csv
from app.addedvalues.listing import TimeChoice, ValueChoice, every_time, every_value
from app.db import Reading
from app.errors import NotFound
from app.exchanges.described import described
from app.models import ValueKind
from app.pictures.standalone import svg_response
from app.projects.filters import PortfolioFilter
from app.web.auth import Right, Router

router = Router()
HERE = "/valeurs-ajoutees"
STYLES = ("addedvalues.css",)
HEAD = 30


@router.get(f"{HERE}/valeurs.csv", right=Right.EXPORT)
def values(request: Request, session: Reading) -> Response:
    query = request.query_params
    return values_csv(every_value(session, PortfolioFilter.from_query(query), ValueChoice.from_query(query)))


@router.get(f"{HERE}/coordination.csv", right=Right.EXPORT)
def times(request: Request, session: Reading) -> Response:
    query = request.query_params
    return times_csv(every_time(session, PortfolioFilter.from_query(query), TimeChoice.from_query(query)))


@router.get(f"{HERE}/images/coordination.svg", right=Right.CONSULT)
def coordination(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    found = time_summary(session, chosen)
    strip = time_strip(found)
    return svg_response(
        request, "addedvalues/coordination.svg", "temps-de-coordination.svg", title="Le temps de coordination",
        sentence=sentences.of_times(found), height=strip.height, about=_about(session, chosen), styles=STYLES,
        strip=strip,
    )  # fmt: skip


@router.get(f"{HERE}/images/{{kind}}.svg", right=Right.CONSULT)
def kind(request: Request, session: Reading, kind: str) -> Response:
    if kind not in list(ValueKind):
        raise NotFound("Cette image n’existe pas.", HERE, "Voir les valeurs ajoutées")
    chosen = PortfolioFilter.from_query(request.query_params)
    found = next(own for own in summaries(session, chosen) if own.kind == kind)
    drawn = [(own, method_strip(own)) for own in found.methods]
    height = sum(strip.height + HEAD for _, strip in drawn) or HEAD
    return svg_response(
        request, "addedvalues/kind.svg", f"valeurs-ajoutees-{kind}.svg", title=found.kind.label,
        sentence=sentences.of_kind(found), height=height, about=_about(session, chosen), styles=STYLES, drawn=drawn,
        head=HEAD,
    )  # fmt: skip


def _about(session: Reading, chosen: PortfolioFilter) -> str:
    return ", ".join(said for _, said in described(session, chosen)) if chosen.chosen else "tout le portefeuille"
