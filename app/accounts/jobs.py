"""The link leaves apart from the answer: the queue holds a person's number, the secret is made as the mail leaves."""

from datetime import datetime, timedelta

from app import clock
from app.accounts.letters import event_letter, sign_in_letter
from app.accounts.recovery import codes_left
from app.accounts.service import forget_link, new_link_for
from app.db import Bind, reading, writing
from app.jobs import TryAgain, task
from app.mail import Mail, NotAccepted, send
from app.models.sign_in import AccountEvent
from app.models.user import User
from app.post import hand_over

TOO_LATE = timedelta(hours=1)  # nobody expects it any more
OLD_NEWS = timedelta(days=2)


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
    send_with_link(bind, mail, made[1])


@task("accounts.tell", waits=(60, 600, 3600), again=True)
def tell(bind: Bind, event_id: int, asked_at: str) -> None:
    """What happened to an account, told to its person. An account closed meanwhile is told nothing."""
    if clock.now() - datetime.fromisoformat(asked_at) > OLD_NEWS:
        return
    with reading(bind) as session:
        event = session.get(AccountEvent, event_id)
        user = session.get(User, event.user_id) if event else None
        if event is None or user is None or not user.active:
            return
        mail = event_letter(user, event, codes_left(session, user.id))
    hand_over(mail)


def send_with_link(bind: Bind, mail: Mail, token: str) -> None:
    """A link that did not leave opens nothing; the next try makes another."""
    try:
        send(mail)
    except NotAccepted as refusal:
        with writing(bind) as session:
            forget_link(session, token=token)
        raise TryAgain(refusal.sentence) from None
