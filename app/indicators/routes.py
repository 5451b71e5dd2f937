"""The pages of indicators and of their measurements, gathered."""

from app.indicators import routes_indicators, routes_measurements
from app.web.auth import Router

router = Router()
for part in (routes_indicators, routes_measurements):
    router.include_router(part.router)
