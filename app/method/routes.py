"""The method in plain French, for anyone who reads a score."""

from starlette.requests import Request
from starlette.responses import Response

from app.web.auth import Right, Router
from app.web.templating import render

router = Router()


@router.get("/methode", right=Right.CONSULT)
def method(request: Request) -> Response:
    return render(request, "method/page.html")
