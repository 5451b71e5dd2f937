"""Between the two factors: one browser holds the first, for five minutes and five tries."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.events import Kind, Place, is_known, note
from app.accounts.factors import factor_of, take_code
from app.accounts.recovery import use_code
from app.accounts.throttling import CODE, RECOVERY, Limit, check_throttle, note_attempt
from app.models.second_factor import SignInStep
from app.models.sign_in import Method
from app.models.user import User
from app.tokens import new_token, token_hash

LASTS = timedelta(minutes=5)
TRIES = 5


def open_step(session: Session, *, user: User, method: Method, now: datetime) -> str | None:
    """The mark this browser keeps; none when the account has no second factor."""
    if factor_of(session, user.id) is None:
        return None
    session.execute(delete(SignInStep).where(SignInStep.expires_at < now))
    token = new_token()
    session.add(
        SignInStep(token_sha256=token_hash(token), user_id=user.id, method=method.value, expires_at=now + LASTS)
    )
    session.flush()
    return token


def step_of(session: Session, token: str, now: datetime, *, lock: bool = False) -> SignInStep | None:
    """Nothing when it was used, has expired, or was tried too often; nothing for a closed account."""
    query = (
        select(SignInStep)
        .join(User, User.id == SignInStep.user_id)
        .where(SignInStep.token_sha256 == token_hash(token), SignInStep.used_at.is_(None), User.active)
        .where(SignInStep.expires_at > now, SignInStep.failures < TRIES)
    )
    return session.scalar(query.with_for_update(of=SignInStep) if lock else query)


def take_step(
    session: Session, *, step: SignInStep, typed: str, place: Place, now: datetime, recovery: bool = False
) -> User | None:
    """The person, or None when the code is not right: what was tried is then to be remembered."""
    user = session.get_one(User, step.user_id)
    limit: Limit = RECOVERY if recovery else CODE
    known = is_known(session, user_id=user.id, place=place, now=now)
    check_throttle(session, email=user.email, place=place, now=now, limit=limit, known=known)
    take = use_code if recovery else _code
    right = take(session, user_id=user.id, typed=typed, now=now)
    note_attempt(session, email=user.email, place=place, now=now, succeeded=right, limit=limit, known=known)
    if not right:
        _count(session, step, place, now)
        return None
    step.used_at = now
    if recovery:
        note(session, user_id=user.id, kind=Kind.RECOVERY_CODE_USED, now=now, place=place)
    session.flush()
    return user


def _code(session: Session, *, user_id: int, typed: str, now: datetime) -> bool:
    return take_code(session, user_id=user_id, code=typed, now=now)


def _count(session: Session, step: SignInStep, place: Place, now: datetime) -> None:
    """Someone who gives the first factor and never the second may have stolen it: the person is told."""
    step.failures += 1
    kind = Kind.CODES_EXHAUSTED if step.failures >= TRIES else Kind.WRONG_CODE
    note(session, user_id=step.user_id, kind=kind, now=now, place=place)
