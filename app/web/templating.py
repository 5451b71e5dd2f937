"""Pages and fragments: one helper answers the whole page or the named block."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.models.user import Theme
from app.settings import settings
from app.web.csrf import csrf_token_for, keep_before_session_cookie
from app.web.door import ROOT as DOORS
from app.web.filters import FILTERS
from app.web.flash import forget_flash, leave_flash, read_flash
from app.web.guest import on_guest_side
from app.web.hints import hint_for
from app.web.htmx import navigate, read_htmx, vary
from app.web.outsider import outsider_of
from app.web.packing import shrink
from app.web.sections import current_section, key_addresses, sections_of
from app.web.static import static
from app.web.visitor import demo_data, visitor_of

TEMPLATES = Path(__file__).parents[2] / "templates"


def make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates change with the program, which is then started again
        cache_size=-1,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(static=static, layout="base.html", themes=list(Theme), hint_for=hint_for)
    environment.tests["web_address"] = is_web_address
    return environment


def is_web_address(address: str) -> bool:
    """Whatever reached the record, only an address of the web is ever a link."""
    return urlsplit(address).scheme in ("http", "https")


environment = make_environment()


def render(
    request: Request, template: str, block: str | None = None, status: int = 200, **context: object
) -> HTMLResponse:
    """The named block when htmx swaps a part of its page, the whole page otherwise (boosted links and history too).

    A status of 400 or more also undoes what the request wrote.
    """
    if status >= 400:
        request.state.refused = True
    values = page_globals(request) | context
    if block and read_htmx(request).partial:
        html = render_block(template, block, values)
    else:
        html = environment.get_template(template).render(values)
    request.state.drawn = html
    response = HTMLResponse(html, status)
    vary(response)
    shrink(request, response)
    keep_before_session_cookie(request, response)
    forget_flash(request, response)
    return response


def draw(template: str, **context: object) -> Markup:
    """A part of a page that holds nothing of who asks nor of this one answer: it may be kept, and given to others."""
    return Markup(environment.get_template(template).render(context))  # noqa: S704  (escaped as it was drawn)


def draw_macro(template: str, name: str, *values: object) -> Markup:
    """What the macro of this name draws; the same holds as for `draw`."""
    return Markup(getattr(environment.get_template(template).module, name)(*values))  # noqa: S704


def render_block(template: str, block: str, values: dict[str, object]) -> str:
    """One named block alone, inherited ones included.

    The template is started first, so that the macros imported at its top are known in the block, as in the whole page.
    """
    found = environment.get_template(template)
    context = found.new_context(values)
    outline = found.root_render_func(context)
    next(iter(outline), None)
    return environment.concat(context.blocks[block][0](context))


def redirect(request: Request, url: str, flash: str | None = None) -> Response:
    """Send to another page after a post; the address is remembered for a second identical post."""
    request.state.outcome = url
    response: Response
    if read_htmx(request).partial:
        response = Response(status_code=200)
        navigate(response, url)
    else:
        response = RedirectResponse(url, status_code=303)
    vary(response)
    if flash:
        leave_flash(response, flash)
    return response


def idle_of(request: Request) -> tuple[int, str] | None:
    """After how many seconds without asking anything one has to come in again, and what to ask to stay."""
    if visitor_of(request):
        return 60 * settings().session_idle_minutes, "/mon-compte"
    if outsider := outsider_of(request):
        return 3_600 * settings().respondent_idle_hours, outsider.address
    return None


def by_link(request: Request) -> bool:
    return on_guest_side(request) or request.url.path.startswith(DOORS)


def page_globals(request: Request) -> dict[str, object]:
    return {
        "request_path": request.url.path,
        "nonce": getattr(request.state, "nonce", ""),
        "csrf_token": csrf_token_for(request),
        "visitor": visitor_of(request),
        "sections": (sections := sections_of(visitor_of(request), request.url.path)),
        "section": current_section(sections),
        "keys": {"addresses": key_addresses(sections), "map": "/raccourcis"},
        "guest": outsider_of(request),
        "idle": idle_of(request),
        "fund_contact": settings().fund_contact,
        "layout": "guest.html" if by_link(request) else "base.html",
        "demo_data": demo_data(request),
        "flash": read_flash(request),
    }
