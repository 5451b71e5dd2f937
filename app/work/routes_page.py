"""The page of the day, for oneself or for the team, and one of its groups in full."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.errors import NotFound
from app.help.first_visit import first_visit
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import new_key
from app.web.templating import render
from app.work.groups import ASIDE, GROUPS, main_groups
from app.work.queries.next_day import next_day
from app.work.queries.parts import Group, Shown, first_lines, whole_page
from app.work.scope import Scope

router = Router()
HERE = "/mon-travail"
TEAM, MINE = "equipe", "moi"


class View(NamedTuple):
    """Whose work, as the address carries it; `here` is the very page, to come back to after an act."""

    scope: Scope
    name: str
    here: str


@router.get(HERE, right=Right.CONSULT)
def work(request: Request, session: Reading, visitor: SignedIn, vue: str = "") -> Response:
    view = _view(request, visitor, vue)
    main = _shown(session, main_groups(visitor.role), view.scope, visitor)
    aside = _shown(session, ASIDE, view.scope, visitor)
    calling = sum(shown.total for shown in (*main, *aside) if shown.group.calls)
    return render(
        request,
        "work/day.html",
        main=[shown for shown in main if shown.total],
        aside=[shown for shown in aside if shown.total],
        calling=calling,
        coming=next_day(session, view.scope) if not calling else None,
        options=None if view.scope.mine else all_options(read_choices(session)),
        steps=() if visitor.user.welcomed_at else first_visit(session, visitor),
        **_common(view),
    )


@router.get(f"{HERE}/{{code}}", right=Right.CONSULT)
def one_group(request: Request, session: Reading, visitor: SignedIn, code: str, vue: str = "") -> Response:
    group = GROUPS.get(code)
    view = _view(request, visitor, vue)
    if group is None or not visitor.can(group.right) or not group.is_for(view.scope):
        raise NotFound("Cette liste n’existe pas.", HERE, "Revenir à mon travail")
    query = request.query_params
    shown = whole_page(session, group, view.scope, query.get("apres", ""), query.get("avant", ""))
    return render(
        request,
        "work/group.html",
        shown=shown,
        previous=_page_of(view, code, avant=shown.previous) if shown.previous else "",
        next=_page_of(view, code, apres=shown.next) if shown.next else "",
        **_common(view),
    )


def _shown(session: Session, groups: tuple[Group, ...], scope: Scope, visitor: Visitor) -> list[Shown]:
    return [first_lines(session, group, scope) for group in groups if visitor.can(group.right) and group.is_for(scope)]


def _view(request: Request, visitor: Visitor, asked: str) -> View:
    """Who only reads follows nothing: the team is what it opens on."""
    acts = visitor.can(Right.EDIT) or visitor.can(Right.EVALUATE)
    name = asked if asked in (MINE, TEAM) else MINE if acts else TEAM
    chosen = PortfolioFilter() if name == MINE else PortfolioFilter.from_query(request.query_params)
    scope = Scope(clock.today(), visitor.id, visitor.role, name == MINE, visitor.can(Right.EDIT), chosen)
    here = f"{request.url.path}?{request.url.query}".rstrip("?")
    return View(scope, name, here)


def _common(view: View) -> dict[str, Any]:
    return {
        "view": view,
        "mine": view.scope.mine,
        "chosen": view.scope.chosen,
        "today": view.scope.today,
        "query": view.scope.chosen.query(vue=view.name),
        "new_key": new_key,
    }


def _page_of(view: View, code: str, **cursor: str) -> str:
    return f"{HERE}/{code}?{view.scope.chosen.query(vue=view.name, **cursor)}"
