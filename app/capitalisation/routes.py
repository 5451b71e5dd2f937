"""The pages of the capitalisation, gathered."""

from app.capitalisation import routes_case, routes_deliverables, routes_page
from app.web.auth import Router

router = Router()
for part in (routes_page, routes_deliverables, routes_case):
    router.include_router(part.router)
