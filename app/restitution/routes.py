"""The pages of a restitution, gathered."""

from app.restitution import routes_campaign, routes_evolution, routes_guest
from app.web.auth import Router

router = Router()
for part in (routes_campaign, routes_guest, routes_evolution):
    router.include_router(part.router)
