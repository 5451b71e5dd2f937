"""Recovery codes: ten, shown once, each good for one sign-in the day the telephone is lost.

Twelve characters without look-alikes, 60 bits; hashed as passwords are, the first four in clear to find which one.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password, password_matches
from app.models.second_factor import RecoveryCode

COUNT = 10
LENGTH = 12
MARK = 4
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")


def new_codes(session: Session, *, user_id: int) -> list[str]:
    """The former ones serve no more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes: dict[str, str] = {}
    while len(codes) < COUNT:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        codes[code[:MARK]] = code
    session.add_all(
        RecoveryCode(user_id=user_id, mark=mark, code_hash=hash_password(code)) for mark, code in codes.items()
    )
    session.flush()
    return [_shown(code) for code in codes.values()]


def use_code(session: Session, *, user_id: int, typed: str, now: datetime) -> bool:
    """Locked while used: typed twice at the same instant, it opens once. As long for a code nobody was given."""
    code = _read(typed)
    query = select(RecoveryCode).where(
        RecoveryCode.user_id == user_id, RecoveryCode.mark == code[:MARK], RecoveryCode.used_at.is_(None)
    )
    found = session.scalar(query.with_for_update())
    if not password_matches(code, found.code_hash if found else None) or found is None:
        return False
    found.used_at = now
    session.flush()
    return True


def codes_left(session: Session, user_id: int) -> int:
    left = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(left) or 0


def _shown(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def _read(typed: str) -> str:
    """Spaces, dashes and small letters do not matter, nor O for 0, I or L for 1."""
    return "".join(filter(str.isalnum, typed.upper())).translate(MISREAD)[: 2 * LENGTH]
