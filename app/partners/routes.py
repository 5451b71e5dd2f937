from app.web.auth import Router

router = Router()
