"""The head of the journal's chain: written in a backup, it must be found again in what is restored."""

from sqlalchemy import Connection, text

LAST = "SELECT number || ':' || encode(seal, 'hex') FROM journal_seal ORDER BY number DESC LIMIT 1"


def head_of(connection: Connection) -> str:
    """« number:seal », as `odd17 journal verify` takes it; empty before the first seal, or before the journal."""
    if not connection.scalar(text("SELECT to_regclass('public.journal_seal') IS NOT NULL")):
        return ""
    return str(connection.scalar(text(LAST)) or "")
