"""The pages of évaluations, gathered."""

from app.assessments import routes_actions, routes_campaign, routes_grid, routes_list, routes_new
from app.web.auth import Router

router = Router()
for part in (routes_list, routes_new, routes_campaign, routes_actions, routes_grid):
    router.include_router(part.router)
