"""Each morning from seven in Paris, the mail of each person; late, it is caught up the same day."""

from datetime import timedelta

from app import clock
from app.agenda.notices.choices import escalation_days, everyone
from app.agenda.notices.finding import things
from app.agenda.notices.letters import compose
from app.agenda.notices.service import prepare
from app.db import Bind, reading, writing
from app.jobs import task
from app.mail import Mail, NotAccepted
from app.models import Digest, User
from app.post import hand_over

HOURS = range(7, 20)  # in Paris
TOO_LATE = timedelta(days=2)
ALL_DONE = "Tout ce qui était à rappeler a été fait entre-temps\u202f: le courriel n’est pas parti."
CLOSED = "Le compte a été fermé entre-temps\u202f: le courriel n’est pas parti."
OLD = "Le courriel a trop attendu\u202f: il n’est pas parti."


@task("agenda.digests", every="*/10 * * * *", again=True)
def digests(bind: Bind) -> None:
    """One transaction a person: a fault on one leaves the others served, and is tried again ten minutes later."""
    now, today = clock.now(), clock.today()
    if now.astimezone(clock.PARIS).hour not in HOURS:
        return
    with reading(bind) as session:
        people, found, days = everyone(session), things(session, today), escalation_days(session)
        session.expunge_all()
    for user, wanted in people:
        with writing(bind) as session:
            prepare(session, user=user, wanted=wanted, things=found, days=days, today=today, now=now)


@task("agenda.send_digest", waits=(600, 1200, 3600), again=True)
def send_digest(bind: Bind, digest_id: int) -> None:
    """Begun once only: when it is not known whether a mail left, it is not sent again."""
    mail = _started(bind, digest_id)
    if mail is None or not hand_over(mail, lambda refusal: _put_back(bind, digest_id, refusal)):
        return
    with writing(bind) as session:
        session.get_one(Digest, digest_id).sent_at = clock.now()


def _started(bind: Bind, digest_id: int) -> Mail | None:
    now = clock.now()
    with writing(bind) as session:
        digest = session.get(Digest, digest_id, with_for_update=True)
        if digest is None or digest.started_at or digest.failed_at:
            return None
        user = session.get_one(User, digest.user_id)
        mail = compose(session, digest, user, now, clock.today()) if user.active else None
        if mail is None or now - digest.queued_at > TOO_LATE:
            digest.failed_at = now
            digest.failure = CLOSED if not user.active else ALL_DONE if mail is None else OLD
            return None
        digest.started_at, digest.failure = now, ""
        return mail


def _put_back(bind: Bind, digest_id: int, refusal: NotAccepted) -> None:
    with writing(bind) as session:
        digest = session.get_one(Digest, digest_id, with_for_update=True)
        digest.started_at, digest.failure = None, refusal.sentence
        if refusal.lasting:
            digest.failed_at = clock.now()
