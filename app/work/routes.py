"""What matters today: to each person, and to the team."""

from app.web.auth import Router
from app.work import routes_acts, routes_page

router = Router()
for part in (routes_page, routes_acts):
    router.include_router(part.router)
