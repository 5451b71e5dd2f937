"""The fund as a whole: money, territories, milestones, axes, indicators."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.choice import clean
from app.dashboard.drawn import drawn_of
from app.dashboard.families import OTHERS, SHOWN
from app.dashboard.indicators import family_named
from app.dashboard.page import HERE, Asked
from app.dashboard.pictures import PICTURES
from app.dashboard.territories import Coverage
from app.db import Reading
from app.errors import NotFound
from app.exchanges.described import described
from app.exchanges.printing.drawing import Region, Tile, inks, tiles_of
from app.pictures.standalone import svg_response
from app.projects.choices import read_choices
from app.projects.options import all_options
from app.web.auth import Right, Router
from app.web.templating import render
from app.whole.lane import kept_for
from app.wording import euros

router = Router()


@router.get(HERE, right=Right.CONSULT)
def dashboard(request: Request, session: Reading) -> Response:
    asked = Asked.from_query(request.query_params, clock.today())
    kept = kept_for(request, session)
    return render(
        request,
        "dashboard/show.html",
        asked=asked,
        chosen=asked.chosen,
        options=kept.get("options", lambda: all_options(read_choices(session))),
        drawn=kept.get(("dashboard", asked), lambda: drawn_of(session, kept.parts, asked)),
    )


@router.get(f"{HERE}/indicateurs", right=Right.CONSULT)
def indicators(request: Request, session: Reading, famille: str = "") -> Response:
    """The indicators behind one line of the picture."""
    asked = Asked.from_query(request.query_params, clock.today())
    return render(
        request,
        "dashboard/indicators.html",
        chosen=asked.chosen,
        options=all_options(read_choices(session)),
        key=clean(famille),
        family=family_named(session, asked.chosen, asked.today, famille),
        is_mixed=famille == OTHERS,
        limit=SHOWN,
    )


@router.get(f"{HERE}/images/{{name}}.svg", right=Right.CONSULT)
def picture(request: Request, session: Reading, name: str) -> Response:
    asked = Asked.from_query(request.query_params, clock.today())
    if name not in PICTURES:
        raise NotFound("Cette image n’existe pas.", HERE, "Voir le tableau de bord")
    made = PICTURES[name](session, asked)
    narrowed = described(session, asked.chosen) if asked.chosen.chosen else ()
    return svg_response(
        request,
        f"dashboard/{made.name}.svg",
        f"fonds-odd17-{made.name}-{asked.today}.svg",
        title=made.title,
        sentence=made.sentence,
        height=made.height,
        width=made.width,
        about=", ".join(said for _, said in narrowed),
        styles=("dashboard.css",),
        picture=made,
        tiles=_tiles(made.data) if name == "territoires" else (),
        ink=inks(),
    )


def _tiles(found: Coverage) -> tuple[Tile, ...]:
    """The same tiles as in the printed report."""
    shown = [
        Region(own.code, own.name, own.level, str(own.projects or ""), euros(own.committed) if own.projects else "")
        for own in found.places
    ]
    return tiles_of(shown)
