"""Every level of the qualifications chosen, as a file a spreadsheet opens: words, and nothing that adds up."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.delimited import MARK, line
from app.models import Qualification, QualificationComment, QualificationLevel
from app.qualification.lines import Line, lines_of
from app.qualification.listing import QualificationFilter
from app.qualification.queries import Said
from app.qualification.versions import Version, grids_by_id
from app.web.attached import CSV, attached
from app.web.filters import date_fr

HEADERS = (
    "Organisation", "Territoire", "Région", "Date", "État", "Remplie", "Version de la grille", "Mission",
    "Code", "Pratique", "Niveau", "Ce qui le montre", "Commentaire de la mission",
)  # fmt: skip
BATCH = 200
Answers = dict[int, dict[str, Said]]
Comments = dict[tuple[int, str], str]


def levels_csv(session: Session, chosen: QualificationFilter) -> Response:
    content = MARK + line(HEADERS) + b"".join(line(row) for row in rows(session, chosen))
    return attached(content, CSV, f"qualifications-fonds-odd-17-{clock.today():%Y-%m-%d}.csv", kept=False)


def rows(session: Session, chosen: QualificationFilter) -> Iterator[tuple[str, ...]]:
    """By organisation then date, read some hundreds at a time."""
    own, versions = Qualification, grids_by_id(session)
    order = (own.organisation_id, own.held_on, own.id)
    every = session.scalars(select(own.id).where(*chosen.conditions()).order_by(*order)).all()
    for ids in (every[start : start + BATCH] for start in range(0, len(every), BATCH)):
        said, comments = _said(session, ids), _comments(session, ids)
        for found in lines_of(session, ids, with_levels=False):
            yield from _rows_of(found, versions[found.grid_id], said.get(found.id, {}), comments)


def _rows_of(found: Line, version: Version, said: dict[str, Said], comments: Comments) -> Iterator[tuple[str, ...]]:
    filled = found.sent_by.label if found.sent_by else ""
    first = (found.organisation, found.territory, found.place, date_fr(found.held_on), found.status.label, filled)
    for mission in version.grid.missions:
        comment = comments.get((found.id, mission.code), "")
        for practice in mission.asked:
            own = said.get(practice.code)
            level = level_words(version, own)
            evidence = own.evidence if own else ""
            yield (*first, str(version.number), mission.label, practice.code, practice.label, level, evidence, comment)


def level_words(version: Version, said: Said | None) -> str:
    if said is None:
        return "sans réponse"
    return "ne se prononce pas" if said.level is None else version.grid.level_label(said.level).lower()


def _said(session: Session, ids: Sequence[int]) -> Answers:
    own, found = QualificationLevel, Answers()
    statement = select(own.qualification_id, own.practice_code, own.level, own.evidence)
    for row in session.execute(statement.where(own.qualification_id.in_(ids))):
        found.setdefault(row.qualification_id, {})[row.practice_code] = Said(row.level, row.evidence)
    return found


def _comments(session: Session, ids: Sequence[int]) -> Comments:
    own = QualificationComment
    statement = select(own.qualification_id, own.mission_code, own.comment).where(own.qualification_id.in_(ids))
    return {(row.qualification_id, row.mission_code): row.comment for row in session.execute(statement)}
