"""Electronic addresses as people type them: the same rule for pages and for files."""

import re

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
SITE = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?")
EMAIL_LENGTH, SITE_LENGTH = 254, 300


def check_email(text: str) -> str:
    if text and not EMAIL.fullmatch(text):
        raise ValueError("Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr.")
    return text


def check_site(text: str) -> str:
    """`exemple.fr` is enough; nothing but a web address ever becomes a link."""
    address = text if not text or "://" in text else f"https://{text}"
    if address and not SITE.fullmatch(address):
        raise ValueError("Écrivez l’adresse du site, par exemple https://exemple.fr.")
    return address
