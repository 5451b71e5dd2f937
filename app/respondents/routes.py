"""The pages of a partner's own grid, gathered."""

from app.respondents import routes_answers, routes_axes, routes_review, routes_welcome
from app.web.auth import Router

router = Router()
for part in (routes_welcome, routes_axes, routes_answers, routes_review):
    router.include_router(part.router)
