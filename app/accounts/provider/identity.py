"""Who comes back: the identity token verified (OpenID Connect Core 1.0, §3.1.3.7), then the account it opens.

No account is made and no role changes here. An account is found by what the provider never changes, its issuer and its
subject; the first time by an address the provider has verified, unless a second factor protects the account: its person
then links both from its own account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.events import Kind, Place, note
from app.accounts.factors import factor_of
from app.accounts.provider.client import WRONG, provider, tokens_for, user_information
from app.accounts.service import find_by_email
from app.errors import Refused
from app.models.sign_in import ProviderIdentity
from app.models.user import User
from app.settings import settings

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LEEWAY_SECONDS = 60
MANY_FACTORS = frozenset({"mfa"})
SECOND_FACTORS = frozenset({"otp", "hwk", "swk", "sc", "fpt", "face", "iris"})
STRONG_CLASSES = frozenset(
    {"https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"}
)
NO_ACCOUNT = (
    "Aucun compte ouvert du Fonds ne correspond à cette identité. Demandez à l’administration du Fonds de vous inviter."
)
NOT_VERIFIED = (
    "Le service d’identité n’a pas vérifié votre adresse\u202f: connectez-vous autrement, puis reliez votre compte."
)
OTHER = "Ce compte est déjà relié à une autre identité du même service. Connectez-vous autrement, puis détachez-la."
TAKEN = "Cette identité est déjà reliée à un autre compte."


@dataclass(frozen=True)
class Person:
    """What the provider says, verified. `strong`: it checked more than one factor (RFC 8176 and its classes)."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    strong: bool


def person_for(code: str, *, verifier: str, nonce: str, now: datetime) -> Person:
    tokens = tokens_for(code, verifier)
    claims = verified(str(tokens.get("id_token", "")), nonce=nonce, now=now)
    told = claims
    if "email" not in claims:
        told = user_information(str(tokens.get("access_token", "")))
        if told and told.get("sub") != claims["sub"]:
            raise Refused(WRONG)
    email, sure = str(told.get("email", "")), told.get("email_verified") is True
    return Person(str(claims["iss"]), str(claims["sub"]), email, sure, _is_strong(claims))


def verified(id_token: str, *, nonce: str, now: datetime) -> Mapping[str, Any]:
    """Signed by the provider, for us, now, and for this very departure."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    claims = _opened(id_token)
    ours = settings().oidc_client_id
    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": settings().oidc_issuer},
        aud={"essential": True, "value": ours},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        registry.validate(dict(claims))
    except JoseError:
        raise Refused(WRONG) from None
    audience, by = claims["aud"], claims.get("azp")
    if (by is not None and by != ours) or (by is None and isinstance(audience, list) and len(audience) > 1):
        raise Refused(WRONG)
    return claims


def user_of(session: Session, person: Person, *, place: Place, now: datetime) -> tuple[User, bool]:
    """The account, and whether this identity is linked to it: then the provider's own second factor counts."""
    known = _identity(session, ProviderIdentity.subject == person.subject, person.issuer)
    user = session.get(User, known.user_id) if known else _by_address(session, person)
    if user is None or not user.active:
        raise Refused(NO_ACCOUNT)
    if known is not None or factor_of(session, user.id) is not None:
        return user, known is not None
    link(session, user=user, person=person, place=place, now=now)
    return user, True


def link(session: Session, *, user: User, person: Person, place: Place, now: datetime) -> None:
    theirs = _identity(session, ProviderIdentity.subject == person.subject, person.issuer)
    if theirs is not None and theirs.user_id != user.id:
        raise Refused(TAKEN)
    if theirs is not None:
        return
    if identity_of(session, user.id) is not None:
        raise Refused(OTHER)
    row = {"user_id": user.id, "issuer": person.issuer, "subject": person.subject}
    session.add(ProviderIdentity(**row, created_at=now))
    session.flush()
    note(session, user_id=user.id, kind=Kind.PROVIDER_LINKED, now=now, place=place)


def unlink(session: Session, *, user_id: int, place: Place, now: datetime) -> None:
    session.execute(delete(ProviderIdentity).where(ProviderIdentity.user_id == user_id))
    note(session, user_id=user_id, kind=Kind.PROVIDER_UNLINKED, now=now, place=place)


def identity_of(session: Session, user_id: int) -> ProviderIdentity | None:
    return _identity(session, ProviderIdentity.user_id == user_id, settings().oidc_issuer)


def _identity(session: Session, which: Any, issuer: str) -> ProviderIdentity | None:
    return session.scalar(select(ProviderIdentity).where(which, ProviderIdentity.issuer == issuer))


def _by_address(session: Session, person: Person) -> User | None:
    if not person.email_verified:
        raise Refused(NOT_VERIFIED)
    user = find_by_email(session, person.email)
    if user is not None and identity_of(session, user.id) is not None:
        raise Refused(OTHER)
    return user


def _opened(id_token: str) -> Mapping[str, Any]:
    """With the keys known, else with those the provider shows now: it may have changed them."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    for afresh in (False, True):
        try:
            return jwt.decode(id_token, provider(afresh=afresh).keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            continue
    raise Refused(WRONG)


def _is_strong(claims: Mapping[str, Any]) -> bool:
    said = claims.get("amr")
    ways = {str(way) for way in said} if isinstance(said, list) else set[str]()
    together = bool(ways & SECOND_FACTORS) and bool(ways - SECOND_FACTORS)
    return bool(ways & MANY_FACTORS) or together or claims.get("acr") in STRONG_CLASSES
