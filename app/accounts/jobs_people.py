"""The letters of the administration of accounts, sent apart from its pages."""

from datetime import datetime, timedelta

from app import clock
from app.accounts.invitations import create_invitation
from app.accounts.jobs import send_with_link
from app.accounts.letters_people import changed_letters, invitation_letter
from app.accounts.news import PURPOSE
from app.accounts.sealing import BrokenSeal, unseal
from app.db import Bind, reading, writing
from app.jobs import task
from app.models.user import User
from app.post import hand_over

TOO_LATE = timedelta(days=2)


@task("accounts.send_invitation", waits=(60, 600, 3600), again=True)
def send_invitation(bind: Bind, user_id: int, asked_at: str) -> None:
    now = clock.now()
    if now - datetime.fromisoformat(asked_at) > TOO_LATE:
        return
    with writing(bind) as session:
        made = create_invitation(session, user_id=user_id, now=now)
        mail = invitation_letter(*made) if made else None
    if made is None or mail is None:
        return
    send_with_link(bind, mail, made[1])


@task("accounts.tell_change", waits=(60, 600, 3600), again=True)
def tell_change(bind: Bind, user_id: int, asked_at: str, role: bool, former: str) -> None:
    now = clock.now()
    if now - datetime.fromisoformat(asked_at) > TOO_LATE:
        return
    with reading(bind) as session:
        user = session.get(User, user_id)
        if user is None or not user.active:
            return
        mails = changed_letters(session, user, role=role, former_email=_opened(former, now))
    for mail in mails:
        hand_over(mail)


def _opened(sealed: str, now: datetime) -> str:
    try:
        return unseal(sealed.encode(), purpose=PURPOSE, now=now).decode() if sealed else ""
    except BrokenSeal:
        return ""
