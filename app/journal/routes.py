"""The journal as a whole, and checked. The history of one record is in ``routes_history``."""

from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.journal import routes_history
from app.journal.filters import Asked, asked_of
from app.journal.labels import TABLES
from app.journal.queries import (
    PAGE_SIZE,
    Wanted,
    page_of,
    people,
    with_project,
)
from app.journal.runs import runs
from app.journal.telling import Line, told
from app.journal.verification import count_sealed, faults_of_chain, head, seal
from app.models.journal import Action, Origin
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
router.include_router(routes_history.router)
HERE = "/journal"
CHECK = f"{HERE}/verification"


@router.get(HERE, right=Right.ADMIN)
def whole(request: Request, session: Reading) -> Response:
    asked = asked_of(request.query_params)
    values = _values(request, session, with_project(session, asked.wanted), asked, HERE)
    choices = {
        "personne": [(str(number), name) for number, name in people(session)],
        "origine": [(origin.value, origin.label) for origin in Origin],
        "objet": sorted(TABLES.items(), key=lambda item: item[1]),
        "action": [(action.value, action.label) for action in Action],
    }
    return render(request, "journal/list.html", asked=asked, choices=choices, active=_active(asked, choices), **values)


@router.post(CHECK, right=Right.ADMIN)
def check(request: Request, session: Writing) -> Response:
    seal(session)
    faults = faults_of_chain(session)
    return render(request, "journal/checked.html", faults=faults, acts=count_sealed(session), kept=head(session))


def _values(request: Request, session: Session, wanted: Wanted, asked: Asked | None, here: str) -> dict[str, Any]:
    query, chosen = request.query_params, asked or Asked({}, wanted, {})
    page, found = page_of(session, wanted, after=query.get("apres", ""), before=query.get("avant", ""))
    lines = told(session, found, tidy=True)
    return {
        "acts": [(acts[0], list(runs(acts))) for acts in (list(group) for _, group in groupby(lines, key=_act))],
        "shown": len(lines),
        "page_size": PAGE_SIZE,
        "previous": chosen.address(here, avant=page.previous) if page.previous else "",
        "next": chosen.address(here, apres=page.next) if page.next else "",
    }


def _act(line: Line) -> int:
    return line.act


def _active(asked: Asked, choices: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    named = {"du": "du {}", "au": "au {}", "projet": "projet {}"}
    return [
        (named.get(name, "{}").format(dict(choices.get(name, ())).get(value, value)), asked.without(name, HERE))
        for name, value in asked.used.items()
    ]
