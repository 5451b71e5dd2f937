"""The letter that tells administrators that a backup went wrong: silence would pass for success."""

from collections.abc import Sequence

import structlog

from app.backup.queries import administrators
from app.db import Bind, reading
from app.mail import Mail, NotAccepted, send
from app.settings import settings
from app.web.templating import environment

log = structlog.get_logger()


def warn(bind: Bind, title: str, reasons: Sequence[str]) -> None:
    with reading(bind) as session:
        people = [(user.name, user.email) for user in administrators(session)]
    for name, email in people:
        try:
            send(_letter(name, email, title, reasons))
        except NotAccepted:
            log.error("backup_warning_not_sent")


def _letter(name: str, email: str, title: str, reasons: Sequence[str]) -> Mail:
    address = f"{settings().base_url.rstrip('/')}/sauvegardes"
    context = {"name": name, "title": title, "reasons": reasons, "address": address}
    text = environment.get_template("backup/letters/warning.txt").render(context)
    html = environment.get_template("backup/letters/warning.html").render(context)
    return Mail(to=email, subject=f"Fonds ODD 17\u00a0: {title[0].lower()}{title[1:-1]}", text=text, html=html)
