"""The statement of accessibility: what holds, what does not, whom to tell."""

from starlette.requests import Request
from starlette.responses import Response

from app.help.criteria import State, count, criteria
from app.web.auth import Right, Router, visitor_of
from app.web.templating import render

router = Router()
HERE = "/accessibilite"


@router.get(HERE, right=Right.PUBLIC)
def statement(request: Request) -> Response:
    """With the frame of whoever reads: a person of the Fund, or nobody known."""
    found = criteria()
    by_state = {state: [each for each in found if each.state is state] for state in State}
    return render(
        request,
        "help/accessibility.html",
        counted=count(found),
        broken=by_state[State.BROKEN],
        not_looked_at=by_state[State.NOT_LOOKED_AT],
        layout="base.html" if visitor_of(request) else "guest.html",
    )
