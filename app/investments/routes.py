"""The pages of the money of a project, gathered."""

from app.investments import routes_cofinancings, routes_instalments, routes_investments, routes_payments
from app.web.auth import Router

router = Router()
for part in (routes_investments, routes_instalments, routes_payments, routes_cofinancings):
    router.include_router(part.router)
