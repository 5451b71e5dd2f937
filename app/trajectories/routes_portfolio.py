"""The trajectories of the portfolio: counts, calendar of the statements to come, the projects behind each figure."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.errors import NotFound
from app.exchanges.described import described
from app.kept import kept_of
from app.pictures.standalone import svg_response
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.trajectories.impacts import short
from app.trajectories.listing import read_listed, wanted_of
from app.trajectories.overview import ORDER, Overview, read_overview
from app.trajectories.sentences import calendar_sentence, standings_sentence
from app.trajectories.words import duration
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/trajectoires"
QUARTERS = "trimestres"
BAR, DUE = 64, 34


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, session: Reading) -> Response:
    chosen, overview = _asked(request, session)
    return render(
        request,
        "trajectories/portfolio.html",
        chosen=chosen,
        options=all_options(read_choices(session)),
        overview=overview,
        hidden={"pas": QUARTERS if overview.by_quarter else ""},
        standings=standings_sentence(overview),
        calendar=calendar_sentence(overview),
        order=ORDER,
        duration=duration,
        heights=_heights(overview),
    )


@router.get(f"{HERE}/etats.svg", right=Right.CONSULT)
def standings_picture(request: Request, session: Reading) -> Response:
    chosen, overview = _asked(request, session)
    return _picture(request, session, chosen, overview, "etats", "Ce qui se constate, ce qui reste un signal")


@router.get(f"{HERE}/calendrier.svg", right=Right.CONSULT)
def calendar_picture(request: Request, session: Reading) -> Response:
    chosen, overview = _asked(request, session)
    return _picture(request, session, chosen, overview, "calendrier", "Les constats à venir")


@router.get(f"{HERE}/projets", right=Right.CONSULT)
def listing(request: Request, session: Reading, apres: str = "", avant: str = "") -> Response:
    wanted = wanted_of(request.query_params)
    listed = read_listed(session, wanted, clock.today(), after=apres, before=avant)
    return render(
        request,
        "trajectories/list.html",
        wanted=wanted,
        listed=listed,
        options=all_options(read_choices(session)),
        name=short(listed.axis),
        previous=wanted.address(avant=listed.previous) if listed.previous else "",
        next=wanted.address(apres=listed.next) if listed.next else "",
    )


def _asked(request: Request, session: Reading) -> tuple[PortfolioFilter, Overview]:
    """`pas=trimestres`: the two years ahead; else every year in which something comes."""
    chosen = PortfolioFilter.from_query(request.query_params)
    by_quarter = request.query_params.get("pas") == QUARTERS
    given = chosen, clock.today()
    kept = kept_of(request, session)
    return chosen, kept.get(
        ("trajectories", *given, by_quarter), lambda: read_overview(session, *given, by_quarter=by_quarter)
    )


def _heights(overview: Overview) -> dict[str, int]:
    return {"etats": BAR * max(len(overview.impacts), 1), "calendrier": DUE * max(len(overview.calendar), 1)}


def _picture(
    request: Request, session: Reading, chosen: PortfolioFilter, overview: Overview, name: str, title: str
) -> Response:
    if not overview.impacts:
        raise NotFound("Aucun impact n’a d’horizon dans la grille.", HERE, "Voir les trajectoires")
    sentence = standings_sentence(overview) if name == "etats" else calendar_sentence(overview)
    about = ", ".join(said for _, said in described(session, chosen)) if chosen.chosen else "tout le portefeuille"
    return svg_response(
        request,
        f"trajectories/{name}.svg",
        f"trajectoires-{name}.svg",
        title=title,
        sentence=sentence,
        height=_heights(overview)[name],
        about=about,
        styles=("trajectories.css",),
        overview=overview,
    )
