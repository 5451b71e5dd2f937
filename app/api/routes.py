"""The JSON API for programs, gathered: the same figures and the same rules as the pages."""

from fastapi import FastAPI

from app.api import (
    routes_about,
    routes_campaigns,
    routes_cofinancings,
    routes_contacts,
    routes_documents,
    routes_indicators,
    routes_instalment_moves,
    routes_instalments,
    routes_investments,
    routes_measurements,
    routes_milestones,
    routes_moves,
    routes_organisations,
    routes_partners,
    routes_projects,
    routes_results,
)
from app.api.keys import AnsweredBefore, answered_before
from app.web.finding import ShortList

router = ShortList()
for part in (
    routes_projects.router,
    routes_moves.router,
    routes_partners.router,
    routes_contacts.router,
    routes_indicators.router,
    routes_measurements.router,
    routes_investments.router,
    routes_instalments.router,
    routes_instalment_moves.router,
    routes_cofinancings.router,
    routes_organisations.router,
    routes_milestones.router,
    routes_campaigns.router,
    routes_documents.router,
    routes_results.router,
    routes_results.regions_router,
    routes_about.exports_router,
    routes_about.router,
):
    router.include_router(part)


def install_api(app: FastAPI) -> None:
    app.add_exception_handler(AnsweredBefore, answered_before)
