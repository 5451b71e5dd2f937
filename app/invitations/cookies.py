"""The cookie of one grid, written when the button of a link is pressed and dropped when its holder leaves."""

from starlette.responses import Response

from app.web.cookies import drop_cookie, write_cookie
from app.web.guest import guest_cookie


def give(response: Response, respondent_id: int, token: str) -> Response:
    write_cookie(response, guest_cookie(respondent_id), token)
    return response


def take_back(response: Response, respondent_id: int) -> Response:
    """Leaving a shared computer: nothing of this site stays in the browser, but for whoever else is signed in there."""
    drop_cookie(response, guest_cookie(respondent_id))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
