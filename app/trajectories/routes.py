"""The pages of the trajectories, gathered."""

from app.trajectories import routes_model, routes_portfolio, routes_project
from app.web.auth import Router

router = Router()
for part in (routes_portfolio, routes_project, routes_model):
    router.include_router(part.router)
