"""The pages of projects, gathered."""

from app.projects import routes_list
from app.web.auth import Router

router = Router()
for part in (routes_list,):
    router.include_router(part.router)
