"""What a worker does with reports."""

from app.db import Bind
from app.exchanges.reports.issuing import making, trouble
from app.exchanges.reports.issuing.sending import POST
from app.exchanges.reports.saved import running
from app.jobs import task
from app.post import leave


@task("exports.issue", again=True)
def issue_file(bind: Bind, issued_id: int) -> None:
    making.make(bind, issued_id)


@task("exports.send", waits=(600, 1200, 1800), again=True, given_up=POST.given_up)
def send_file(bind: Bind, sending_id: int) -> None:
    leave(bind, sending_id, POST)


@task("exports.tell_trouble", waits=(600, 1200, 1800), again=True)
def tell_trouble(bind: Bind, issued_id: int, user_id: int) -> None:
    trouble.tell(bind, issued_id, user_id)


@task("exports.run_due", every="*/10 * * * *", again=True)
def run_due(bind: Bind) -> None:
    running.run_due(bind)
