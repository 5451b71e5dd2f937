"""What the worker does with the letters of doors."""

from app.db import Bind
from app.doors.letters import POST
from app.jobs import task
from app.post import leave


@task("doors.send_letter", waits=(600, 1200, 1800), again=True, given_up=POST.given_up)
def send_letter(bind: Bind, letter_id: int) -> None:
    leave(bind, letter_id, POST)
