"""The frames, their published versions and their drafts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.crosswalk.document import CrosswalkError, Frame, parse_frame
from app.errors import NotFound, Refused
from app.models import Crosswalk, CrosswalkDraft, User
from app.wording import typeset

HERE = "/methode/lectures"
BACK = "Voir les lectures"
COLUMNS = (
    Crosswalk.id,
    Crosswalk.number,
    Crosswalk.grid_reference,
    Crosswalk.source,
    Crosswalk.sha256,
    Crosswalk.note,
    Crosswalk.signed_name,
    Crosswalk.signed_as,
    Crosswalk.published_at,
)
Found = Row[int, int, str, str, str, str, str, str, datetime]


@dataclass(frozen=True)
class Version:
    """One published version of a frame; unsigned, it is a proposal that comes with the site."""

    id: int
    frame: Frame
    number: int
    source: str
    sha256: str
    note: str
    signed_name: str
    signed_as: str
    published_at: datetime

    @property
    def is_signed(self) -> bool:
        return bool(self.signed_name)

    @property
    def address(self) -> str:
        return f"{frame_address(self.frame.code)}?version={self.number}"

    @property
    def opinion(self) -> str:
        """Whose opinion it is: said wherever a project is read through it."""
        if not self.is_signed:
            return f"Proposition livrée avec le site (version\u00a0{self.number}), que le Fonds n’a pas encore signée."
        day = self.published_at.astimezone(PARIS)
        who = f"{self.signed_name}, {self.signed_as}"
        return f"Avis du Fonds, version\u00a0{self.number}, signé par {who}, le {day:%d/%m/%Y}."


@dataclass(frozen=True)
class Draft:
    """The next version of a frame, with the one it copies."""

    record: CrosswalkDraft
    frame: Frame
    base: Version
    by: str

    @property
    def address(self) -> str:
        return draft_address(self.frame.code)


def frame_address(code: str) -> str:
    return f"{HERE}/{code}"


def draft_address(code: str) -> str:
    return f"{HERE}/{code}/brouillon"


def frame_codes(session: Session) -> tuple[str, ...]:
    """In the order they are shown."""
    return tuple(current_versions(session))


def frame_choices(session: Session) -> list[tuple[str, str]]:
    """(code, label), for the choice of a report."""
    return [(code, typeset(own.frame.label)) for code, own in current_versions(session).items()]


def current_versions(session: Session, as_of: date | None = None) -> dict[str, Version]:
    """The version in force of each frame, by code; one query.

    On a day before the first version of a frame, its first version speaks: there was no other opinion.
    """
    found: dict[str, Version] = {}
    for version in _versions(session.execute(select(*COLUMNS).order_by(Crosswalk.frame, Crosswalk.number))):
        if version.frame.code not in found or as_of is None or version.published_at < _end_of(as_of):
            found[version.frame.code] = version
    return dict(sorted(found.items(), key=lambda pair: (pair[1].frame.rank, pair[0])))


def version_for(session: Session, code: str, as_of: date | None = None) -> Version:
    """The version a report of that day is read through; an unknown frame is refused."""
    known = current_versions(session, as_of)
    if code not in known:
        raise Refused(
            f"«\u00a0{code}\u00a0» n’est pas une lecture connue\u202f; essayez {', '.join(known)}.", field="frame"
        )
    return known[code]


def versions_of(session: Session, code: str) -> list[Version]:
    """The newest first; at least one, or the frame does not exist."""
    query = select(*COLUMNS).where(Crosswalk.frame == code).order_by(Crosswalk.number.desc())
    found = list(_versions(session.execute(query)))
    if not found:
        raise NotFound("Cette lecture n’existe pas.", link=HERE, link_label=BACK)
    return found


def version_numbered(versions: Iterable[Version], number: int | None) -> Version:
    """Among those of one frame, newest first: the one of that number, or the one in force."""
    found = next((own for own in versions if number is None or own.number == number), None)
    if found is None:
        raise NotFound("Cette version de la lecture n’existe pas.", link=HERE, link_label=BACK)
    return found


def drafted(session: Session) -> dict[str, CrosswalkDraft]:
    """The drafts by frame."""
    return {own.frame: own for own in session.scalars(select(CrosswalkDraft))}


def get_draft(session: Session, code: str) -> CrosswalkDraft:
    found = session.scalar(select(CrosswalkDraft).where(CrosswalkDraft.frame == code))
    if found is None:
        raise NotFound(
            "Aucune nouvelle version n’est en préparation.", link=frame_address(code), link_label="Voir la lecture"
        )
    return found


def read_draft(session: Session, code: str) -> Draft:
    record = get_draft(session, code)
    base = next(_versions(session.execute(select(*COLUMNS).where(Crosswalk.id == record.base_id))))
    by = session.scalar(select(User.name).where(User.id == record.updated_by_id)) if record.updated_by_id else None
    return Draft(record, _frame(record.source), base, by or "")


def _versions(rows: Iterable[Found]) -> Iterator[Version]:
    for row in rows:
        values = dict(row._mapping)
        del values["grid_reference"]
        yield Version(frame=_frame(row.source), **values)


@lru_cache(maxsize=64)
def _frame(source: str) -> Frame:
    try:
        return parse_frame(source)
    except CrosswalkError as fault:
        raise Refused(f"Cette lecture ne se lit plus. {fault}", link=HERE, link_label=BACK) from fault


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), PARIS)
