"""The sentence of success shown once, on the page one is sent to after a post."""

import base64
import binascii

from starlette.requests import Request
from starlette.responses import Response

from app.web.cookies import FLASH, drop_cookie, read_cookie, write_cookie


def leave_flash(response: Response, sentence: str) -> None:
    write_cookie(response, FLASH, base64.urlsafe_b64encode(sentence.encode()).decode(), max_age=60)


def read_flash(request: Request) -> str | None:
    try:
        return base64.urlsafe_b64decode(read_cookie(request, FLASH)).decode() or None
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def forget_flash(request: Request, response: Response) -> None:
    if read_cookie(request, FLASH):
        drop_cookie(response, FLASH)
