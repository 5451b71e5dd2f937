"""Each minute, what was committed since is chained."""

from app.db import Bind, writing
from app.jobs.tasks import task
from app.journal.verification import seal


@task("journal.seal", every="* * * * *", again=True)
def seal_what_was_written(bind: Bind) -> None:
    with writing(bind) as session:
        seal(session)
