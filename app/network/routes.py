"""The pages of the network, gathered."""

from app.network import routes_around, routes_files, routes_whole
from app.web.auth import Router

router = Router()
for part in (routes_whole, routes_around, routes_files):
    router.include_router(part.router)
