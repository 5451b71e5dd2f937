"""The names that the journal keeps apart: found as elsewhere, emptied by the journal itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.persons import forget
from app.models.journal import JournalPerson
from app.privacy.matching import Matcher
from app.privacy.person.scanning import AT_ONCE, strings


def texts_in_the_journal(session: Session, matcher: Matcher) -> set[str]:
    """Each text kept by the journal that names the person, whole."""
    values = session.scalars(
        select(JournalPerson.value).where(JournalPerson.erased_at.is_(None)).execution_options(yield_per=AT_ONCE)
    )
    return {text for value in values for text in strings(value) if matcher.is_in(text)}


def forget_in_the_journal(session: Session, matcher: Matcher) -> int:
    """How many names went; the chain stays whole."""
    return forget(session, values=texts_in_the_journal(session, matcher))
