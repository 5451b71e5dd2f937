"""The pages of organisations and of a project's partners, gathered."""

from app.partners import routes_duplicates, routes_organisations, routes_project
from app.web.auth import Router

router = Router()
for part in (routes_duplicates, routes_organisations, routes_project):
    router.include_router(part.router)
