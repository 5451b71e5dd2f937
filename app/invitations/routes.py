"""How a partner gets in and leaves, gathered. The pages with a name come before the one that takes any token."""

from app.invitations import routes_again, routes_leave, routes_links, routes_resume
from app.web.auth import Router

router = Router()
for part in (routes_leave, routes_again, routes_resume, routes_links):
    router.include_router(part.router)
