"""How a partner gets in and leaves, gathered."""

from app.invitations import routes_leave
from app.web.auth import Router

router = Router()
for part in (routes_leave,):
    router.include_router(part.router)
