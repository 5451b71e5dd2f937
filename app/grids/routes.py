from app.grids import routes_drafts, routes_edit, routes_versions
from app.web.auth import Router

router = Router()
router.include_router(routes_drafts.router)
router.include_router(routes_edit.router)
router.include_router(routes_versions.router)
