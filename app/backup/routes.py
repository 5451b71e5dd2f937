"""Where backups are, for administrators: the last ones, the last drill that passed, one more now."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.backup import service
from app.backup.queries import is_one_under_way, last_made, last_verified, latest
from app.backup.words import commands_for, room_left, row_of, size
from app.db import Reading, Writing
from app.settings import settings
from app.web.auth import Right, Router, SignedIn
from app.web.templating import redirect, render

router = Router()
HERE = "/sauvegardes"


@router.get(HERE, right=Right.ADMIN)
def show(request: Request, session: Reading) -> Response:
    last, free = last_made(session), room_left()
    return render(
        request,
        "backup/show.html",
        block="etat",
        rows=[row_of(line) for line in latest(session)],
        last=last,
        last_size=size(last.size_bytes) if last else "",
        commands=commands_for(last) if last else [],
        verified=last_verified(session),
        under_way=is_one_under_way(session),
        folder=settings().backup_dir,
        at=f"{settings().backup_at.hour}\u00a0h\u00a0{settings().backup_at:%M}",
        is_encrypted=bool(settings().backup_key),
        free=size(free) if free is not None else "",
    )


@router.post(HERE, right=Right.ADMIN)
def ask(request: Request, session: Writing, visitor: SignedIn) -> Response:
    service.ask_for_backup(session, user=visitor.user, now=clock.now())
    return redirect(
        request, HERE, flash="La sauvegarde est demandée\u202f: elle se fait à part, vous pouvez continuer."
    )
