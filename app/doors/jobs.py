"""What the worker does with the letters of doors."""

from app.db import Bind
from app.doors.letters import POST
from app.jobs import task
from app.letters import sending
from app.models import DoorLetter


def given_up(bind: Bind, sentence: str, letter_id: int) -> None:
    sending.give_up(bind, sentence, letter_id, DoorLetter)


@task("doors.send_letter", waits=(600, 1200, 1800), again=True, given_up=given_up)
def send_letter(bind: Bind, letter_id: int) -> None:
    sending.leave(bind, letter_id, POST)
