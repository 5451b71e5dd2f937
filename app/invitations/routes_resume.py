"""What a partner was sending when its visit had ended comes back once its link is open again."""

from starlette.requests import Request
from starlette.responses import Response

from app.invitations.handlers import WAY
from app.invitations.resuming import resume_visit
from app.web.auth import Right, Router
from app.web.forms import Posted

router = Router()


@router.post(WAY.at, right=Right.PUBLIC)
def resume(request: Request, posted: Posted) -> Response:
    return resume_visit(request, str(posted.get("reprise", "")), WAY)
