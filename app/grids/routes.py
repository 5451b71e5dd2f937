"""The pages of the grid and its versions, gathered."""

from app.grids import routes_actions, routes_drafts, routes_edit, routes_versions
from app.web.auth import Router

router = Router()
for part in (routes_drafts, routes_edit, routes_actions, routes_versions):
    router.include_router(part.router)
