"""Secrets given to people: 256 bits at random; the database keeps only their hash."""

import secrets
from hashlib import sha256

BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
