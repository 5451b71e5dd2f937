"""The pages of projects, gathered."""

from app.projects import routes_edit, routes_list, routes_page
from app.web.auth import Router

router = Router()
for part in (routes_list, routes_edit, routes_page):
    router.include_router(part.router)
