"""The pages of accounts, gathered."""

from app.accounts import (
    routes_admin,
    routes_confirm,
    routes_factor,
    routes_links,
    routes_mine,
    routes_person,
    routes_person_entry,
    routes_provider,
    routes_second_step,
    routes_sign_in,
    routes_tokens,
)
from app.web.auth import Router

router = Router()
for part in (
    routes_sign_in,
    routes_second_step,
    routes_links,
    routes_provider,
    routes_mine,
    routes_factor,
    routes_confirm,
    routes_tokens,
    routes_admin,
    routes_person,
    routes_person_entry,
):
    router.include_router(part.router)
