"""The pages of the evaluation of a programme, gathered."""

from app.reviews import (
    routes_actions,
    routes_entry,
    routes_figures,
    routes_grids,
    routes_guest,
    routes_list,
    routes_restitution,
    routes_review,
    routes_voices,
)
from app.web.auth import Router

router = Router()
for part in (
    routes_list,
    routes_grids,
    routes_review,
    routes_actions,
    routes_voices,
    routes_figures,
    routes_entry,
    routes_guest,
    routes_restitution,
):
    router.include_router(part.router)
