"""Keys of age (age-encryption.org, X25519): a public one seals a backup, only its private one opens it."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyrage

from app.errors import Refused

SEALED = b"age-encryption.org/"
NO_KEY = "Ce fichier est chiffré\u202f: indiquez la clé privée avec --identity."

Recipient = Any  # keys of the library, which describes no types
Identity = Any
Ask = Callable[[], str]


class CannotOpen(Refused):
    """Nothing is known of the file: the right key, or a newer version of the code, is missing."""


def recipients_of(written: str) -> list[Recipient]:
    """Public keys, « age1… », separated by spaces or commas; none when nothing is written."""
    return [_recipient(word) for word in re.split(r"[\s,]+", written) if word]


def _recipient(word: str) -> Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(word)
    except pyrage.RecipientError:
        raise Refused(
            f"«\u00a0{word[:12]}…\u00a0» n’est pas une clé publique\u202f: elle commence par «\u00a0age1\u00a0»."
        ) from None


def identities_in(file: Path, ask: Ask) -> list[Identity]:
    """The private keys of a file; `ask` gives the passphrase when the file itself is sealed with one."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refused(f"La clé «\u00a0{file}\u00a0» ne peut pas être lue\u00a0: {fault.strerror}.") from fault
    if content.startswith(SEALED):
        try:
            content = pyrage.passphrase.decrypt(content, ask())
        except pyrage.DecryptError:
            raise Refused(f"Cette phrase de passe n’ouvre pas la clé «\u00a0{file}\u00a0».") from None
    return identities_of(content.decode(errors="replace"), f"Le fichier «\u00a0{file}\u00a0»")


def identities_of(text: str, said: str) -> list[Identity]:
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise Refused(f"{said} ne contient pas de clé privée.")
    return found


def make_pair(file: Path, passphrase: str | None) -> str:
    """Write a new private key, readable by its owner only and never over another; give back the public one."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    content = f"# Clé privée des sauvegardes du Fonds ODD 17\n# clé publique : {public}\n{identity}\n".encode()
    if passphrase:
        content = pyrage.passphrase.encrypt(content, passphrase)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(
            f"Le fichier «\u00a0{file}\u00a0» existe déjà\u202f: une clé n’en remplace jamais une autre."
        ) from None
    except OSError as fault:
        raise Refused(f"Le fichier «\u00a0{file}\u00a0» ne peut pas être écrit\u00a0: {fault.strerror}.") from fault
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    return public


def is_sealed(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(SEALED)) == SEALED


def opening_keys(file: Path, identities: Sequence[Identity]) -> Sequence[Identity]:
    if is_sealed(file) and not identities:
        raise CannotOpen(NO_KEY)
    return identities
