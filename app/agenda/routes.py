"""The calendar: a month, a list, the projects along the quarters; the reminders and the feeds stand beside."""

from app.agenda import routes_calendar, routes_feeds, routes_notices, routes_stop
from app.web.auth import Router

router = Router()
router.include_router(routes_calendar.router)
router.include_router(routes_feeds.router)
router.include_router(routes_notices.router)
router.include_router(routes_stop.router)
