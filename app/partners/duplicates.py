"""Organisations that may be the same: proposed with the reason, unless someone said they are not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from app.errors import Refused
from app.models import Organisation, OrganisationDistinction, Profile, Territory, User
from app.partners.likeness import Named, alike

Known = Row[*tuple[Any, ...]]
Pair = tuple[int, int]
MOST = 20_000
TOO_MANY = 12
"""Establishments of one company: past this number they are its agencies, not the same one typed twice."""


@dataclass(frozen=True)
class Proposal:
    first: Known
    second: Known
    reasons: tuple[str, ...]
    weight: float

    @property
    def address(self) -> str:
        return f"/partenaires/doublons/{self.first.id}/{self.second.id}"


def proposals(session: Session) -> list[Proposal]:
    """The surest first. Two different SIRENs, or two RNAs, are two organisations whatever their names.

    Beyond `MOST` organisations, names are not compared two by two: only those that are the same are looked at.
    """
    query = _organisations()
    if are_too_many(session):
        query = query.where(_same_number_or_name())
    known = {row.id: row for row in session.execute(query).all()}
    apart = set(distinct_pairs(session))
    reasons: dict[Pair, list[str]] = defaultdict(list)
    weights: dict[Pair, float] = defaultdict(float)
    for read, sentence in ((siren_of, "Même SIREN"), (_rna_of, "Même RNA")):
        for pair, number in _sharing(known.values(), read):
            reasons[pair].append(f"{sentence}, {number}")
            weights[pair] += 2
    for pair, nearness in alike(map(_named, known.values())).items():
        first, second = known[pair[0]], known[pair[1]]
        if not _numbers_differ(first, second):
            reasons[pair].append(_names_and_place(first, second))
            weights[pair] += nearness
    found = [
        Proposal(known[a], known[b], tuple(said), weights[a, b])
        for (a, b), said in reasons.items()
        if (a, b) not in apart
    ]
    return sorted(found, key=lambda own: (-own.weight, own.first.sort_name, own.first.id, own.second.id))


def are_too_many(session: Session) -> bool:
    some = select(Organisation.id).limit(MOST + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) > MOST


def _same_number_or_name() -> ColumnElement[bool]:
    siren = func.coalesce(Organisation.siren, func.left(Organisation.siret, 9))
    rna = func.ltrim(Organisation.rna, "W")
    return or_(*(own.in_(_met_again(own)) for own in (siren, rna, Organisation.sort_name)))


def _met_again(value: Any) -> Any:
    return select(value).group_by(value).having(func.count().between(2, TOO_MANY))


def distinct_pairs(session: Session) -> list[Pair]:
    query = select(OrganisationDistinction.first_id, OrganisationDistinction.second_id)
    return [(row.first_id, row.second_id) for row in session.execute(query)]


def told_apart(session: Session) -> Sequence[Known]:
    """The pairs someone has told apart, the latest first: to change one's mind."""
    first, second = (aliased(Organisation, name=name) for name in ("first", "second"))
    query = (
        select(
            OrganisationDistinction.first_id,
            OrganisationDistinction.second_id,
            OrganisationDistinction.decided_at,
            first.name.label("first_name"),
            second.name.label("second_name"),
            User.name.label("by"),
        )
        .join(first, first.id == OrganisationDistinction.first_id)
        .join(second, second.id == OrganisationDistinction.second_id)
        .outerjoin(User, User.id == OrganisationDistinction.decided_by_id)
        .order_by(OrganisationDistinction.decided_at.desc(), first.id, second.id)
    )
    return session.execute(query.limit(50)).all()


def tell_apart(session: Session, one: Organisation, other: Organisation, *, user: User | None, now: datetime) -> None:
    """« Ce ne sont pas les mêmes », remembered; said twice, it is remembered once."""
    if one.id == other.id:
        raise Refused("Choisissez deux organisations différentes.", "/partenaires/doublons", "Voir les doublons")
    first, second = sorted((one.id, other.id))
    row = {"first_id": first, "second_id": second, "decided_at": now, "decided_by_id": user.id if user else None}
    session.execute(insert(OrganisationDistinction).values(row).on_conflict_do_nothing())


def propose_again(session: Session, one: Organisation, other: Organisation) -> None:
    pair = sorted((one.id, other.id))
    same = (OrganisationDistinction.first_id == pair[0], OrganisationDistinction.second_id == pair[1])
    session.execute(delete(OrganisationDistinction).where(*same))


def siren_of(row: Known) -> str | None:
    """Its own, or that of its establishment."""
    return row.siren or (row.siret[:9] if row.siret else None)


def _organisations() -> Any:
    return (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.sort_name,
            Organisation.siren,
            Organisation.siret,
            Organisation.rna,
            Organisation.commune_id,
            Profile.label.label("profile"),
            Territory.label.label("commune"),
            Territory.search.label("commune_search"),
            Territory.departement_code,
        )
        .join(Profile, Profile.code == Organisation.profile_code)
        .outerjoin(Territory, Territory.id == Organisation.commune_id)
        .order_by(Organisation.id)
    )


def _sharing(known: Iterable[Known], read: Callable[[Known], str | None]) -> Iterable[tuple[Pair, str]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for row in known:
        if number := read(row):
            groups[number].append(row.id)
    for number, ids in groups.items():
        if len(ids) <= TOO_MANY:
            yield from ((pair, number) for pair in combinations(ids, 2))


def _rna_of(row: Known) -> str | None:
    """« W751212517 » typed without its letter is the same number."""
    return row.rna.removeprefix("W") if row.rna else None


def _numbers_differ(one: Known, other: Known) -> bool:
    sirens, numbers = (siren_of(one), siren_of(other)), (_rna_of(one), _rna_of(other))
    return (None not in sirens and sirens[0] != sirens[1]) or (None not in numbers and numbers[0] != numbers[1])


def _named(row: Known) -> Named:
    return Named(row.id, row.sort_name, row.commune_id or "", row.departement_code or "", row.commune_search or "")


def _names_and_place(one: Known, other: Known) -> str:
    if one.commune_id and one.commune_id == other.commune_id:
        return f"Noms proches, même commune ({one.commune})"
    if one.departement_code and one.departement_code == other.departement_code:
        return f"Noms proches, même département ({one.departement_code})"
    return "Noms proches, commune non renseignée"
