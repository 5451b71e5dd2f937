"""The second factor: a code of six figures that changes every thirty seconds (TOTP, RFC 6238)."""

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts.events import NOWHERE, Kind, Place, note
from app.accounts.recovery import new_codes
from app.accounts.sealing import BrokenSeal, seal, unseal
from app.accounts.sessions import end_sessions
from app.errors import Refused
from app.models.second_factor import RecoveryCode, SecondFactor, SignInStep
from app.models.user import User, UserSession

OFFER_MINUTES = 15
PURPOSE, OFFER = "second-facteur", "second-facteur-propose"
WRONG = "Ce code n’est pas le bon. Attendez le suivant sur votre téléphone, et vérifiez que son heure est juste."
TOO_LATE = "Cette page est restée ouverte trop longtemps\u202f: voici une nouvelle clé."


def factor_of(session: Session, user_id: int, *, lock: bool = False) -> SecondFactor | None:
    return session.get(SecondFactor, user_id, with_for_update=lock or None)


def new_offer(user_id: int, now: datetime) -> str:
    """A new secret, sealed: it travels inside the page and is kept only once a code proves that it is well noted."""
    return seal(f"{user_id} {pyotp.random_base32()}".encode(), purpose=OFFER, now=now).decode()


def offered_secret(offer: str, user_id: int, now: datetime) -> str:
    """Only that of a page drawn for this person, minutes ago."""
    try:
        opened = unseal(offer.encode(), purpose=OFFER, now=now, minutes=OFFER_MINUTES).decode()
    except BrokenSeal:
        raise Refused(TOO_LATE, field="code") from None
    owner, _, secret = opened.partition(" ")
    if owner != str(user_id):
        raise Refused(TOO_LATE, field="code")
    return secret


def drawing(secret: str, email: str) -> str:
    """The QR code, as the address of an image."""
    import segno

    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Fonds ODD 17")
    return segno.make(address, error="m", micro=False).svg_data_uri(omitsize=True, light="#fff", border=3)


def add_factor(
    session: Session, *, user: User, offer: str, code: str, now: datetime, session_in_use: bytes, place: Place = NOWHERE
) -> list[str]:
    """The recovery codes, never to be read again. The person's other sessions end."""
    if factor_of(session, user.id) is not None:
        raise Refused("Votre compte a déjà un second facteur.", field="code")
    secret = offered_secret(offer, user.id, now)
    step = _step_matching(secret, code, now, after=-1)
    if step is None:
        raise Refused(WRONG, field="code")
    sealed = seal(secret.encode(), purpose=PURPOSE, now=now)
    session.add(SecondFactor(user_id=user.id, secret=sealed, last_step=step, created_at=now))
    codes = new_codes(session, user_id=user.id)
    end_sessions(session, user_id=user.id, but=session_in_use)
    note(session, user_id=user.id, kind=Kind.FACTOR_ADDED, now=now, place=place)
    return codes


def take_code(session: Session, *, user_id: int, code: str, now: datetime) -> bool:
    """A code serves once, and none before it serves any more. Locked: the same one sent twice at once opens once."""
    factor = factor_of(session, user_id, lock=True)
    if factor is None:
        return False
    try:
        secret = unseal(factor.secret, purpose=PURPOSE, now=now).decode()
    except BrokenSeal:
        raise Refused(
            "La clé de cette installation a changé\u202f: les codes du téléphone ne peuvent plus être vérifiés. "
            "Utilisez un code de secours, ou demandez à l’administration de retirer votre second facteur.",
            field="code",
        ) from None
    step = _step_matching(secret, code, now, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    session.flush()
    return True


def remove_factor(
    session: Session, *, user: User, now: datetime, session_in_use: bytes, place: Place = NOWHERE
) -> None:
    """Whoever must have one is asked for another at once: this session is proved by one factor only again."""
    _forget(session, user.id)
    end_sessions(session, user_id=user.id, but=session_in_use)
    session.execute(update(UserSession).where(UserSession.user_id == user.id).values(second_factor=False))
    note(session, user_id=user.id, kind=Kind.FACTOR_REMOVED, now=now, place=place)


def reset_second_factor(session: Session, *, account: User, user: User, now: datetime) -> User:
    """An administrator, for someone who lost telephone and codes: factor and sessions end, the person is told."""
    if account.id == user.id:
        raise Refused("Demandez à une autre personne de l’administration de retirer votre second facteur.")
    if factor_of(session, account.id) is None:
        raise Refused("Ce compte n’a pas de second facteur.", link="/comptes", link_label="Revenir aux comptes")
    _forget(session, account.id)
    end_sessions(session, user_id=account.id)
    note(session, user_id=account.id, kind=Kind.FACTOR_RESET, now=now)
    return account


def _forget(session: Session, user_id: int) -> None:
    for table in (SecondFactor, RecoveryCode, SignInStep):
        session.execute(delete(table).where(table.user_id == user_id))
    session.flush()


def _step_matching(secret: str, typed: str, now: datetime, *, after: int) -> int | None:
    """Thirty seconds early or late are forgiven: telephones are rarely on time."""
    code, totp = "".join(typed.split()), pyotp.TOTP(secret)
    current = totp.timecode(now)
    for step in (current - 1, current, current + 1):
        if step > after and hmac.compare_digest(code.encode(), totp.generate_otp(step).encode()):
            return step
    return None
