"""The pages of the qualification of practices, gathered."""

from app.qualification import (
    routes_door,
    routes_draft,
    routes_fill,
    routes_grid,
    routes_guest,
    routes_list,
    routes_one,
    routes_parts,
    routes_read,
)
from app.web.auth import Router

router = Router()
PARTS = (routes_list, routes_read, routes_one, routes_fill, routes_door, routes_guest)
for part in (*PARTS, routes_grid, routes_draft, routes_parts):
    router.include_router(part.router)
