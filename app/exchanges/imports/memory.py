"""What people said of the organisations named in files: kept from one file to the next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import Organisation, OrganisationAlias, User
from imports.matching.matcher import Matcher
from imports.matching.memory import NEW, Answer, Memory
from imports.places import Places
from imports.records.entity import Records

Answers = Mapping[str, Answer]


def recognise_with(session: Session, records: Records, decided: Answers, places: Places) -> None:
    """From now on these records recognise organisations as people decided, for this file and those before it."""
    records.organisations = Matcher(records, load_aliases(session, decided), places)


def load_aliases(session: Session, decided: Answers | None = None) -> Memory:
    columns = (OrganisationAlias.name_key, OrganisationAlias.organisation_id, OrganisationAlias.is_same)
    in_order = select(*columns).order_by(OrganisationAlias.decided_at, OrganisationAlias.organisation_id)
    same: dict[str, int] = {}
    different: dict[str, set[int]] = defaultdict(set)
    for key, number, is_same in session.execute(in_order):
        if is_same:
            same[key] = number
        else:
            different[key].add(number)
    return Memory(decided or {}, same, {key: frozenset(numbers) for key, numbers in different.items()})


def remember_decisions(
    session: Session, decided: Answers, asked: Iterable[Mapping[str, Any]], *, user: User | None, now: datetime
) -> None:
    """The latest answer about a name holds. « Une nouvelle » tells it from every organisation proposed.

    `asked` are the questions as kept with the batch. A name said to be another one of the file is not kept: nothing
    recorded bears either of them yet.
    """
    proposed = {question["key"]: [each["organisation_id"] for each in question["candidates"]] for question in asked}
    told = [row for key, answer in decided.items() for row in _told(key, answer, proposed.get(key, []))]
    known = _still_there(session, {number for _, number, _ in told})
    said = {"decided_at": now, "decided_by_id": user.id if user else None}
    _forget(session, decided, said)
    rows = [
        {"name_key": key, "organisation_id": number, "is_same": is_same, **said}
        for key, number, is_same in told
        if number in known
    ]
    if rows:
        _keep(session, rows)


def forget(session: Session, key: str) -> None:
    """Nothing was ever said of that name."""
    session.execute(delete(OrganisationAlias).where(OrganisationAlias.name_key == key))


def in_words(decided: Answers, asked: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """By folded name: the name as the file writes it, and the organisation it was said to be, empty for a new one."""
    found = {}
    for question in asked:
        answer = decided.get(question["key"])
        if answer is not None:
            names = {each["key"] or each["organisation_id"]: each["name"] for each in question["candidates"]}
            found[question["key"]] = (question["name"], names.get(answer, ""))
    return found


def _told(key: str, answer: Answer, proposed: Iterable[int]) -> Iterator[tuple[str, int, bool]]:
    if isinstance(answer, str):
        return
    for number in dict.fromkeys((*proposed, answer)):
        if number != NEW:
            yield key, number, number == answer


def _still_there(session: Session, numbers: set[int]) -> set[int]:
    return set(session.scalars(select(Organisation.id).where(Organisation.id.in_(numbers))))


def _forget(session: Session, decided: Answers, said: Mapping[str, Any]) -> None:
    """Whoever changes one’s mind about a name has told it from the organisation it was said to be."""
    changed = update(OrganisationAlias).where(OrganisationAlias.name_key.in_(decided), OrganisationAlias.is_same)
    session.execute(changed.values(is_same=False, **said))


def _keep(session: Session, rows: list[dict[str, Any]]) -> None:
    statement = insert(OrganisationAlias)
    latest = {name: statement.excluded[name] for name in ("is_same", "decided_at", "decided_by_id")}
    primary = [OrganisationAlias.name_key, OrganisationAlias.organisation_id]
    session.execute(statement.on_conflict_do_update(index_elements=primary, set_=latest), rows)
