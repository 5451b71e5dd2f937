"""Verbs on the sentences of a gazette: edited, moved, left out, taken up again from the records, added freely."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.gazette.comparing import Change, Line, compare
from app.gazette.months import month_of
from app.gazette.queries import items_of
from app.gazette.records import facts_of
from app.gazette.sentences import Sentence, sentences
from app.models import Gazette, GazetteItem, GazetteKind, User


def edit_item(session: Session, item: GazetteItem, *, text: str, user: User | None) -> None:
    change(session, item, user=user, text=_lines(text))


def choose(session: Session, item: GazetteItem, *, is_kept: bool) -> None:
    """Its wording does not move: whoever edits it meanwhile meets no conflict."""
    session.execute(update(GazetteItem).where(GazetteItem.id == item.id).values(is_kept=is_kept))


def move(session: Session, gazette: Gazette, item: GazetteItem, *, up: bool) -> None:
    """One place, among those shown beside it; at either end, nothing moves."""
    mates = [own for own in items_of(session, gazette.id) if (own.kind, own.is_kept) == (item.kind, item.is_kept)]
    here = next(place for place, own in enumerate(mates) if own.id == item.id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(mates):
        return
    mates[here], mates[there] = mates[there], mates[here]
    for place, position in enumerate(sorted(own.position for own in mates)):
        own = update(GazetteItem).where(GazetteItem.id == mates[place].id)
        session.execute(own.values(position=position).execution_options(synchronize_session=False))
    session.expire_all()


def add_free(session: Session, gazette: Gazette, *, text: str, user: User | None) -> GazetteItem:
    made = GazetteItem(
        gazette_id=gazette.id,
        kind=GazetteKind.FREE,
        position=_next(session, gazette, GazetteKind.FREE),
        text=_lines(text),
    )
    keep(session, made, user=user)
    return made


def remove_free(session: Session, item: GazetteItem) -> None:
    if not item.is_free:
        raise Refused("Une phrase tirée des fiches se laisse de côté\u00a0: elle ne s’efface pas.")
    session.delete(item)
    session.flush()


def differences(session: Session, gazette: Gazette, today: date) -> list[Line]:
    now = sentences(facts_of(session, month_of(gazette.month), today))
    return compare(items_of(session, gazette.id), now)


def take_up(
    session: Session, gazette: Gazette, *, tokens: Collection[str], user: User | None, today: date
) -> tuple[int, int]:
    """How many proposals were taken, and how many had changed since they were read."""
    lines = {line.token: line for line in differences(session, gazette, today)}
    for token in tokens:
        if token in lines:
            _take(session, gazette, lines[token], user)
    session.flush()
    done = sum(token in lines for token in set(tokens))
    return done, len(set(tokens)) - done


def _take(session: Session, gazette: Gazette, line: Line, user: User | None) -> None:
    if line.change is Change.NEW and line.sentence:
        made = from_sentence(gazette, line.sentence, _next(session, gazette, line.kind), user)
        made.is_kept = True
        session.add(made)
        session.flush()
        return
    item = session.get_one(GazetteItem, line.item_id)
    if line.change is Change.CHANGED:
        change(session, item, user=user, text=line.after, written=line.after)
    else:
        change(session, item, user=user, is_kept=False)


def from_sentence(gazette: Gazette, sentence: Sentence, position: int, user: User | None) -> GazetteItem:
    return GazetteItem(
        gazette_id=gazette.id,
        kind=sentence.kind,
        position=position,
        text=sentence.text,
        written=sentence.text,
        source_table=sentence.table,
        source_key=sentence.key,
        address=sentence.address,
        is_kept=sentence.is_kept,
        updated_by_id=user.id if user else None,
    )


def _next(session: Session, gazette: Gazette, kind: str) -> int:
    own = GazetteItem.gazette_id == gazette.id, GazetteItem.kind == kind
    return (session.scalar(select(func.max(GazetteItem.position)).where(*own)) or 0) + 1


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
