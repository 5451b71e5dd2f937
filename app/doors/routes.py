"""How someone without an account gets in and leaves, gathered. Pages with a name come before those of a number."""

from app.doors import routes_inside, routes_links
from app.web.auth import Router

router = Router()
for part in (routes_links, routes_inside):
    router.include_router(part.router)
