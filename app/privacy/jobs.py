"""The monthly purge: only when an administrator asked for it."""

from app import clock
from app.db import Bind, reading, writing
from app.jobs import task
from app.privacy.queries import is_planned
from app.privacy.retention.kinds import KINDS
from app.privacy.service import purge_kind


@task("privacy.purge", every="0 3 1 * *", again=True)
def purge_as_planned(bind: Bind) -> None:
    """Each kind in its own transaction: one that fails leaves the others done."""
    with reading(bind) as session:
        planned = is_planned(session)
    for kind in KINDS if planned else ():
        with writing(bind) as session:
            purge_kind(session, kind.code, user=None, now=clock.now())
