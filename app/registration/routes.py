"""Registering an investment: begin or resume, step by step, check, done."""

from app.registration import routes_end, routes_search, routes_start, routes_step
from app.web.auth import Router

router = Router()
for part in (routes_start, routes_search, routes_end, routes_step):
    router.include_router(part.router)
