"""Wires settings, routers, handlers and static files; no logic."""

from importlib import import_module
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.accounts.handlers import install_accounts
from app.api.routes import install_api
from app.db import Bind, site_engine
from app.doors.handlers import install_doors
from app.invitations.handlers import install_invitations
from app.kept import Keeper
from app.metrics.middleware import Watched
from app.replica import replica
from app.respondents.late import install_respondents
from app.respondents.quick.lane import QuickAnswers
from app.settings import settings
from app.web.errors import install_handlers
from app.web.home import router as home
from app.web.logs import configure_logs
from app.web.security import SecurityMiddleware
from app.web.static import HashedFiles
from app.web.wrote import Wrote
from app.whole.lane import KeptPages

# One feature per line: `app.<feature>.routes` holds its `router`.
FEATURES = [
    "accounts",
    "views",
    "projects",
    "programmes",
    "reviews",
    "partners",
    "investments",
    "milestones",
    "indicators",
    "capitalisation",
    "documents",
    "registration",
    "assessments",
    "followup",
    "invitations",
    "doors",
    "respondents",
    "results",
    "restitution",
    "funders",
    "regions",
    "work",
    "dashboard",
    "roadmap",
    "benchmarks",
    "trends",
    "gazette",
    "trajectories",
    "addedvalues",
    "network",
    "agenda",
    "search",
    "help",
    "exchanges.printing",
    "exchanges.opendata",
    "exchanges.cases",
    "exchanges.journal",
    "exchanges.roadmap",
    "exchanges.programme_reviews",
    "exchanges",
    "lists",
    "backup",
    "grids",
    "crosswalk",
    "qualification",
    "method",
    "journal",
    "privacy",
    "api",
]
MAX_BODY = 12 * 1024 * 1024
"""Of a request, unless its route says another. Within the outermost layer, so that the refusal is a page too."""


def create_app(bind: Bind | None = None) -> FastAPI:
    """`bind` is the database to use; the one of the settings by default."""
    configure_logs()
    app = FastAPI(
        title="Fonds ODD 17",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(SecurityMiddleware),
            Middleware(Watched),
            Middleware(TrustedHostMiddleware, allowed_hosts=_hosts()),
            Middleware(KeptPages),
            Middleware(Wrote),
            Middleware(QuickAnswers),
        ],
    )
    app.state.bind = bind or site_engine()
    app.state.replica = replica() if bind is None else None
    app.state.keeper = Keeper()
    app.state.keeper_of_answers = Keeper(size=16, apart=())
    app.include_router(home, max_body_size=MAX_BODY)
    for feature in FEATURES:
        app.include_router(import_module(f"app.{feature}.routes").router, max_body_size=MAX_BODY)
    app.mount("/static", HashedFiles(), name="static")
    install_handlers(app)
    install_accounts(app)
    install_invitations(app)
    install_doors(app)
    install_respondents(app)
    install_api(app)
    return app


def _hosts() -> list[str]:
    public = urlsplit(settings().base_url).hostname or "localhost"
    return sorted({public, "localhost", "127.0.0.1", "testserver"})
