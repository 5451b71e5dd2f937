"""The pages of regions, gathered."""

from app.regions import routes_map, routes_region
from app.web.auth import Router

router = Router()
for part in (routes_map, routes_region):
    router.include_router(part.router)
