"""Speaking to the provider: what it publishes of itself, its keys, the identity it gives for a code.

It may be slow, down or wrong: every fault is a sentence, nothing waits more than a few seconds.
"""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from app.errors import Refused, Unavailable
from app.settings import settings

if TYPE_CHECKING:
    import httpx
    from joserfc.jwk import KeySet

TIMEOUT = 5.0  # seconds, for each connection and each reading
KEPT_SECONDS = 3600
CALLBACK = "/connexion/identite/retour"
DOWN = "Le service d’identité ne répond pas. Connectez-vous avec un mot de passe ou un lien, ou réessayez plus tard."
WRONG = "Le service d’identité a répondu autre chose que prévu\u202f: rien n’a été ouvert. Recommencez."
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Provider:
    """What it publishes (OpenID Connect Discovery 1.0), and until when that is believed."""

    issuer: str
    endpoints: Mapping[str, str]
    keys: "KeySet"
    until: float


_known: dict[str, Provider] = {}


def is_set_up() -> bool:
    return bool(settings().oidc_issuer and settings().oidc_client_id)


def label() -> str:
    """As its button names it; empty without a provider."""
    return (settings().oidc_label or "votre service d’identité") if is_set_up() else ""


def provider(*, afresh: bool = False) -> Provider:
    """`afresh` when a key is missing: providers change theirs."""
    issuer = settings().oidc_issuer
    known = _known.get(issuer)
    if known is None or afresh or time.monotonic() > known.until:
        known = _known[issuer] = _discover(issuer)
    return known


def departure_address(state: str, nonce: str, verifier: str) -> str:
    """The code comes back only to whoever holds the verifier (RFC 7636)."""
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings().oidc_client_id,
        "redirect_uri": _callback(),
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": digest,
        "code_challenge_method": "S256",
    }
    address = provider().endpoints["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def tokens_for(code: str, verifier: str) -> Mapping[str, Any]:
    """The secret of the site travels as RFC 6749 §2.3.1 says; a site without one is known by its name only."""
    name, secret = settings().oidc_client_id, settings().oidc_client_secret
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": _callback(), "code_verifier": verifier}
    auth = (quote(name, safe=""), quote(secret, safe="")) if secret else None
    sent |= {} if secret else {"client_id": name}
    address = provider().endpoints["token_endpoint"]
    import httpx

    return _answered(lambda: httpx.post(address, data=sent, auth=auth, timeout=TIMEOUT))


def user_information(access_token: str) -> Mapping[str, Any]:
    """What the provider says of the person, when it is not in the identity itself; nothing when it says nothing."""
    address = provider().endpoints.get("userinfo_endpoint")
    if not address or not access_token:
        return {}
    return _read(address, {"Authorization": f"Bearer {access_token}"})


def _callback() -> str:
    return settings().base_url.rstrip("/") + CALLBACK


def _discover(issuer: str) -> Provider:
    """A document that speaks for another issuer, or sends over an open line, is not believed."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    found = _read(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    endpoints = {name: str(found[name]) for name in (*ENDPOINTS, "userinfo_endpoint") if name in found}
    if found.get("issuer") != issuer or not set(ENDPOINTS) <= set(endpoints):
        raise Unavailable(WRONG)
    if issuer.startswith("https://") and not all(one.startswith("https://") for one in endpoints.values()):
        raise Unavailable(WRONG)
    try:
        keys = KeySet.import_key_set(_read(endpoints["jwks_uri"]))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError):
        raise Unavailable(WRONG) from None
    return Provider(issuer, endpoints, keys, time.monotonic() + KEPT_SECONDS)


def _read(address: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    import httpx

    return _answered(lambda: httpx.get(address, headers=dict(headers or {}), timeout=TIMEOUT))


def _answered(ask: "Callable[[], httpx.Response]") -> Mapping[str, Any]:
    """An error of its own is a breakdown; a refusal, or anything but an object, is not what was expected."""
    import httpx

    try:
        answer = ask()
        found = answer.json() if answer.is_success else None
    except (httpx.HTTPError, ValueError):
        raise Unavailable(DOWN) from None
    if answer.is_server_error:
        raise Unavailable(DOWN)
    if not isinstance(found, dict):
        raise Refused(WRONG)
    return found
