"""What a worker does with the gazette."""

from app.db import Bind
from app.gazette import sending
from app.jobs import task


@task("gazette.send", waits=(600, 1200, 1800), again=True, given_up=sending.given_up)
def send_gazette(bind: Bind, sending_id: int) -> None:
    sending.send_gazette(bind, sending_id)
