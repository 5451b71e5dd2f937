"""The pages of added values, gathered."""

from app.addedvalues import routes_files, routes_methods, routes_portfolio, routes_times, routes_values
from app.web.auth import Router

router = Router()
for part in (routes_methods, routes_files, routes_portfolio, routes_values, routes_times):
    router.include_router(part.router)
