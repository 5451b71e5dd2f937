"""Every htmx header is read and written here, nowhere else (htmx 4)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

VARY = "HX-Request, HX-Request-Type, HX-Boosted, HX-History-Restore-Request"


@dataclass(frozen=True)
class Htmx:
    """How the browser asked. `partial`: it swaps a part of its page; boosted links and history want whole pages."""

    request: bool
    partial: bool
    boosted: bool
    history: bool
    target: str
    current_path: str


def read_htmx(request: Request) -> Htmx:
    headers = request.headers
    asked = headers.get("HX-Request") == "true"
    boosted = headers.get("HX-Boosted") == "true"
    history = headers.get("HX-History-Restore-Request") == "true"
    partial = asked and headers.get("HX-Request-Type") == "partial" and not boosted and not history
    return Htmx(
        asked, partial, boosted, history, headers.get("HX-Target", ""), _local(headers.get("HX-Current-URL", ""))
    )


def _local(url: str) -> str:
    parts = urlsplit(url)
    if not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def vary(response: Response) -> None:
    response.headers["Vary"] = VARY


def retarget(response: Response, target: str, swap: str = "innerHTML") -> None:
    """Send an answer elsewhere than where the element said, e.g. a refusal to the message region."""
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = swap


def navigate(response: Response, url: str) -> None:
    """Ask htmx for a full page load: a 303 would be followed inside the fetch and swapped as a part."""
    response.headers["HX-Redirect"] = url


def show_address(response: Response, url: str) -> None:
    """The address bar follows what a fragment shows, so that it can be reloaded and sent; no step of history."""
    response.headers["HX-Replace-Url"] = url
