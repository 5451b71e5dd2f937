"""The pages of accounts, gathered."""

from app.accounts import routes_admin, routes_links, routes_mine, routes_sign_in, routes_tokens
from app.web.auth import Router

router = Router()
for part in (routes_sign_in, routes_links, routes_mine, routes_tokens, routes_admin):
    router.include_router(part.router)
