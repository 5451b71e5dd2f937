"""What a worker does with the gazette."""

from app.db import Bind
from app.gazette.sending import POST
from app.jobs import task
from app.post import leave


@task("gazette.send", waits=(600, 1200, 1800), again=True, given_up=POST.given_up)
def send_gazette(bind: Bind, sending_id: int) -> None:
    leave(bind, sending_id, POST)
