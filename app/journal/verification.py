"""Is the journal what was written? Everything is computed again here, with none of the functions of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.journal import JournalSeal

SEAL = text("SELECT journal_seal()")
REWRITTEN = "Le maillon n°\u00a0{} n’est plus celui qui a été noté\u00a0: le journal a été réécrit."
CUT = "Le journal s’arrête avant le maillon n°\u00a0{}, noté plus tôt\u00a0: sa fin a été coupée."
MOST = 50  # faults told one by one; the rest is counted
# Each link of the chain beside what the tables hold today: the act itself, and the digest of each of its lines.
LINKS = text("""
SELECT s.number, s.transaction_id, s.seal, s.lines, t.id IS NOT NULL AS is_there,
  (jsonb_build_array(s.number, t.id, extract(epoch FROM t.at)::text, t.user_id, t.invitation_id, t.database_role,
    t.origin, t.route, t.request_id, t.reason_id)
    || CASE WHEN t.door_id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(t.door_id) END)::text AS head,
  (SELECT coalesce(jsonb_object_agg(c.id, encode(sha256(convert_to(jsonb_build_array(c.id, c.transaction_id,
     c.table_name, c.record_key, c.project_id, c.action, c.before, c.after)::text, 'UTF8')), 'hex')), '{}')
   FROM journal_change AS c WHERE c.transaction_id = s.transaction_id) AS found
FROM journal_seal AS s LEFT JOIN journal_transaction AS t ON t.id = s.transaction_id ORDER BY s.number
""")
ORPHANS = text("""
SELECT c.id FROM journal_change AS c LEFT JOIN journal_transaction AS t ON t.id = c.transaction_id
WHERE t.id IS NULL AND NOT EXISTS (SELECT FROM journal_seal AS s WHERE s.transaction_id = c.transaction_id)
ORDER BY c.id
""")


@dataclass(frozen=True)
class Head:
    """The last link: kept elsewhere, it shows that the end of the journal was not cut off."""

    number: int
    seal: str

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"


def seal(session: Session) -> int:
    """Chain the acts committed since the last time; how many."""
    return session.scalar(SEAL) or 0


def head(session: Session) -> Head:
    last = session.execute(select(JournalSeal.number, JournalSeal.seal).order_by(JournalSeal.number.desc()).limit(1))
    row = last.one_or_none()
    return Head(row.number, row.seal.hex()) if row else Head(0, "")


def unsealed(session: Session) -> int:
    query = "SELECT count(*) FROM journal_transaction AS t LEFT JOIN journal_seal AS s ON s.transaction_id = t.id"
    return session.scalar(text(f"{query} WHERE s.number IS NULL")) or 0


def count_sealed(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(JournalSeal)) or 0


def faults_of_chain(session: Session, kept: str = "") -> list[str]:
    """One French sentence by fault, none when whole. ``kept``: a head noted before, « number:seal »."""
    found = list(_faults(session, kept))
    more = len(found) - MOST
    return found if more <= 0 else [*found[:MOST], f"Et {more} autre(s) faute(s)."]


def _faults(session: Session, kept: str) -> Iterator[str]:
    before, wanted = b"", 1
    remembered, told = _remembered(kept), False
    for link in session.execute(LINKS, execution_options={"yield_per": 500}):
        if link.number != wanted:
            gap = f"n°\u00a0{wanted}" if link.number == wanted + 1 else f"n°\u00a0{wanted} à {link.number - 1}"
            yield f"Il manque un maillon de la chaîne\u00a0: {gap}."
        yield from _faults_of_link(link, before)
        if remembered and link.number == remembered.number:
            told = True
            if link.seal.hex() != remembered.seal:
                yield REWRITTEN.format(link.number)
        before, wanted = link.seal, link.number + 1
    if remembered and remembered.number and not told:
        yield CUT.format(remembered.number)
    for (number,) in session.execute(ORPHANS):
        yield f"La ligne {number} n’appartient à aucun acte du journal."


def _faults_of_link(link: Any, before: bytes) -> Iterator[str]:
    place = f"acte {link.transaction_id} (maillon n°\u00a0{link.number})"
    if not link.is_there:
        yield f"Il manque un acte entier\u00a0: {place}."
        return
    lines, found = link.lines, link.found
    for number in sorted(lines.keys() - found.keys(), key=int):
        yield f"Il manque la ligne {number}\u00a0: {place}."
    for number in sorted(found.keys() - lines.keys(), key=int):
        yield f"La ligne {number} a été ajoutée après coup\u00a0: {place}."
    for number in sorted(lines.keys() & found.keys(), key=int):
        if lines[number] != found[number]:
            yield f"La ligne {number} a été modifiée\u00a0: {place}."
    digests = "".join(lines[number] for number in sorted(lines, key=int))
    if sha256(before + (link.head + digests).encode()).digest() != link.seal:
        yield f"L’en-tête ou le sceau a été modifié\u00a0: {place}."


def _remembered(kept: str) -> Head | None:
    if not kept:
        return None
    number, _, digest = kept.strip().partition(":")
    if not number.isdigit() or len(digest) not in (0, 64):
        raise Refused(
            "Le repère s’écrit «\u00a0numéro:sceau\u00a0», comme «\u00a0odd17 journal verify\u00a0» l’affiche."
        )
    return Head(int(number), digest.lower())
