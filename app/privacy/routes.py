"""Personal data: the register, how long things are kept, one person."""

from app.privacy.routes_delays import router as delays
from app.privacy.routes_person import router as person
from app.privacy.routes_register import router as register
from app.web.auth import Router

router = Router()
for part in (register, delays, person):
    router.include_router(part)
