"""Our cookies: locked to the host and to HTTPS when the site is served over HTTPS."""

from starlette.requests import Request
from starlette.responses import Response

from app.settings import settings

SESSION = "odd17"
BEFORE_SESSION = "odd17-avant"
FLASH = "odd17-message"
STEP = "odd17-etape"  # someone known by a first factor, awaited with the second
BROWSER = "odd17-navigateur"  # one from which someone signed in before: opens nothing
WROTE = "odd17-ecrit"  # how far the database had come when this browser last wrote, for a replica
PROVIDER = "odd17-identite"  # gone to the identity provider, not yet back


def cookie_name(name: str) -> str:
    return f"__Host-{name}" if settings().secure_cookies else name


def read_cookie(request: Request, name: str) -> str:
    return request.cookies.get(cookie_name(name), "")


def write_cookie(response: Response, name: str, value: str, max_age: int | None = None) -> None:
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=max_age,
        path="/",
        secure=settings().secure_cookies,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    response.delete_cookie(cookie_name(name), path="/", secure=settings().secure_cookies, httponly=True, samesite="lax")
