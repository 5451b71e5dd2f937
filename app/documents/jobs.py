"""What is done of documents while nobody looks."""

from app.db import Bind
from app.documents.sweeping import sweep
from app.jobs.tasks import task


@task("documents.sweep", every="40 3 * * *", again=True)
def sweep_documents(bind: Bind) -> None:
    sweep(bind)
