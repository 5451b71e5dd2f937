"""The portfolio through time, its pictures as files, and what makes the figures of one year."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.errors import NotFound
from app.exchanges.described import described
from app.pictures.standalone import svg_response
from app.projects.choices import read_choices
from app.projects.options import all_options
from app.trends.drawn import drawn_of
from app.trends.page import Asked, asked_of, pictures_of
from app.trends.trend import trend_of
from app.trends.words import money_sentence, published_sentence
from app.trends.yearly import lines_of, yearly_of
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/evolution"
BARS = 58


@router.get(HERE, right=Right.CONSULT)
def evolution(request: Request, session: Reading) -> Response:
    asked = asked_of(request.query_params)
    kept = request.app.state.keeper_of_answers.now(session)
    return render(
        request,
        "trends/show.html",
        asked=asked,
        chosen=asked.chosen,
        options=kept.get("options", lambda: all_options(read_choices(session))),
        drawn=drawn_of(session, kept.parts, asked, clock.today()),
    )


@router.get(f"{HERE}/images/{{name}}.svg", right=Right.CONSULT)
def picture(request: Request, name: str, session: Reading) -> Response:
    asked = asked_of(request.query_params)
    if name in ("argent", "evaluations"):
        return _bars(request, session, asked, name)
    trend = trend_of(session, asked.ids, asked.view, asked.axis)
    own = pictures_of(trend).get(name)
    if own is None:
        raise NotFound("Cette image n’existe pas.", HERE, "Revenir à l’évolution")
    return svg_response(
        request,
        f"trends/{name}.svg",
        f"evolution-{name}-{trend.axis.code}.svg",
        title=own.title,
        sentence=own.sentence,
        height=own.height,
        about=_about(session, asked),
        styles=("trends.css",),
        trend=trend,
    )


@router.get(f"{HERE}/annees/{{year}}", right=Right.CONSULT)
def one_year(request: Request, year: int, session: Reading) -> Response:
    asked = asked_of(request.query_params)
    lines = lines_of(session, asked.ids, year)
    return render(request, "trends/year.html", asked=asked, year=year, lines=lines)


def _bars(request: Request, session: Reading, asked: Asked, name: str) -> Response:
    yearly = yearly_of(session, asked.ids)
    titles = {"argent": "L’argent, année par année", "evaluations": "Les évaluations publiées, année par année"}
    sentences = {"argent": money_sentence(yearly), "evaluations": published_sentence(yearly)}
    return svg_response(
        request,
        f"trends/{name}.svg",
        f"evolution-{name}.svg",
        title=titles[name],
        sentence=sentences[name],
        height=BARS * max(len(yearly.years), 1),
        about=_about(session, asked),
        styles=("trends.css",),
        yearly=yearly,
    )


def _about(session: Reading, asked: Asked) -> str:
    """Said on the picture, which may not be of the whole portfolio."""
    if not asked.chosen.chosen:
        return "tout le portefeuille"
    return ", ".join(said for _, said in described(session, asked.chosen))
