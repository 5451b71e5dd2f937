"""The cookie of one door, written when the button of a link is pressed and dropped when its holder leaves."""

from starlette.responses import Response

from app.web.cookies import drop_cookie, write_cookie
from app.web.door import door_cookie


def give(response: Response, door_id: int, token: str) -> Response:
    write_cookie(response, door_cookie(door_id), token)
    return response


def take_back(response: Response, door_id: int) -> Response:
    """Leaving a shared computer: nothing of this site stays in the browser, but for whoever else is signed in there."""
    drop_cookie(response, door_cookie(door_id))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
