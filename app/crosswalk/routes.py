"""The pages of the readings, gathered."""

from app.crosswalk import routes_draft, routes_frames, routes_items, routes_project
from app.web.auth import Router

router = Router()
for part in (routes_frames, routes_draft, routes_items, routes_project):
    router.include_router(part.router)
