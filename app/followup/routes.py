"""The pages of the follow-up, gathered; those with a name come before those with a number."""

from app.followup import routes_actions, routes_board, routes_letters, routes_portfolio, routes_respondent
from app.web.auth import Router

router = Router()
for part in (routes_portfolio, routes_board, routes_letters, routes_actions, routes_respondent):
    router.include_router(part.router)
