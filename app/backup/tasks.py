"""What a worker does with backups."""

from app import clock
from app.backup import making
from app.backup.service import plan_tonight
from app.db import Bind, writing
from app.jobs import task


@task("backup.make", waits=(600, 1800), again=True, given_up=making.given_up)
def make_backup(bind: Bind, backup_id: int) -> None:
    making.make(bind, backup_id)


@task("backup.plan", every="*/10 * * * *", again=True)
def plan(bind: Bind) -> None:
    with writing(bind) as session:
        plan_tonight(session, now=clock.now())
