"""The pages of the gazette, gathered; those with a name of their own before those of a number."""

from app.gazette import (
    routes_items,
    routes_list,
    routes_people,
    routes_read,
    routes_send,
    routes_steps,
    routes_stop,
    routes_write,
)
from app.web.auth import Router

router = Router()
for part in (
    routes_stop,
    routes_people,
    routes_list,
    routes_write,
    routes_items,
    routes_steps,
    routes_read,
    routes_send,
):
    router.include_router(part.router)
