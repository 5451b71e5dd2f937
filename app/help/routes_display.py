"""My display: light or dark, keys that act alone."""

from urllib.parse import urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import Response

from app.db import Writing
from app.help import service
from app.help.forms import Display, QuickTheme
from app.models.user import Theme
from app.web.auth import Right, Router, SignedIn, local_path
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/mon-compte/affichage"
THEMES = [(theme.value, theme.label) for theme in Theme]


@router.get(HERE, right=Right.ACCOUNT)
def display(request: Request, visitor: SignedIn) -> Response:
    user = visitor.user
    return _page(request, fresh(Display, {"theme": user.theme, "single_keys": user.single_keys}))


@router.post(HERE, right=Right.ACCOUNT)
def choose(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(Display, posted)
    if form.has_errors:
        return _page(request, form, status=422)
    service.set_display(session, user_id=visitor.id, **form.data.model_dump())
    return redirect(request, HERE, flash="Votre affichage est enregistré.")


@router.post(f"{HERE}/theme", right=Right.ACCOUNT)
def switch(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    """In one press, then back to the page one was reading."""
    form = bind(QuickTheme, posted)
    if form.has_errors:
        return redirect(request, HERE)
    service.set_theme(session, user_id=visitor.id, theme=form.data.theme)
    return redirect(request, page_left(request))


def page_left(request: Request) -> str:
    """What the browser says of where one was; home when it says nothing, or another site."""
    told = urlsplit(request.headers.get("Referer", ""))
    here = told.netloc == request.url.netloc
    return local_path(urlunsplit(("", "", told.path, told.query, "")), "/") if here else "/"


def _page(request: Request, form: BoundForm[Display], status: int = 200) -> Response:
    return render(request, "help/display.html", status=status, form=form, theme_options=THEMES)
