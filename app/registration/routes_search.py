"""What is proposed as one types, for the combobox."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.db import Reading
from app.partners.queries import search_organisations
from app.registration.organisations import SHOWN, Found, described
from app.registration.places import territory_choices
from app.web.auth import Right, Router

router = Router()


@router.get("/enregistrement/recherche/territoires", right=Right.EDIT)
def find_territories(request: Request, session: Reading, q: str = "") -> Response:
    return _answer(territory_choices(session, q.strip()))


@router.get("/enregistrement/recherche/organisations", right=Right.EDIT)
def find_organisations(request: Request, session: Reading, q: str = "") -> Response:
    return _answer([described(one) for one in search_organisations(session, q.replace("\x00", ""), limit=SHOWN)])


def _answer(found: Sequence[Found]) -> Response:
    return JSONResponse([{"value": one.value, "label": one.label, "hint": one.hint} for one in found])
