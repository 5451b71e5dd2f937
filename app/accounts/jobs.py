"""The link leaves apart from the answer: the queue holds a person's number, the secret is made as the mail leaves."""

from datetime import datetime, timedelta

from app import clock
from app.accounts.letters import sign_in_letter
from app.accounts.service import forget_link, new_link_for
from app.db import Bind, writing
from app.jobs import TryAgain, task
from app.mail import NotAccepted, send

TOO_LATE = timedelta(hours=1)  # nobody expects it any more


@task("accounts.send_link", waits=(5, 30, 120), priority=10, again=True)
def send_link(bind: Bind, user_id: int, asked_at: str, limited: bool = True) -> None:
    now = clock.now()
    if now - datetime.fromisoformat(asked_at) > TOO_LATE:
        return
    with writing(bind) as session:
        made = new_link_for(session, user_id=user_id, now=now, limited=limited)
        mail = sign_in_letter(*made) if made else None
    if made is None or mail is None:
        return
    try:
        send(mail)
    except NotAccepted as refusal:
        with writing(bind) as session:
            forget_link(session, token=made[1])
        raise TryAgain(refusal.sentence) from None
