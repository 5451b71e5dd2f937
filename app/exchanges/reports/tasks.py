"""What a worker does with reports."""

from app.db import Bind
from app.exchanges.reports.issuing import making
from app.jobs import task


@task("exports.issue", again=True)
def issue_file(bind: Bind, issued_id: int) -> None:
    making.make(bind, issued_id)
