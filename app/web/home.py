"""The two addresses that belong to no feature."""

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.db import Reading
from app.web.auth import Right, Router, SignedIn
from app.web.templating import redirect

router = Router()


@router.get("/", right=Right.ACCOUNT)
def home(request: Request, visitor: SignedIn) -> Response:
    return redirect(request, "/espace-financeur" if visitor.can(Right.FUNDED) else "/mon-travail")


@router.get("/sante", right=Right.PUBLIC)
def health(session: Reading) -> Response:
    session.execute(text("SELECT 1"))
    return JSONResponse({"etat": "en service"})
