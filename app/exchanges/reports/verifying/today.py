"""« Ce que disent les fiches aujourd’hui »: each key figure of an issued workbook beside the same one made now."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, snapshot
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import kind_named
from app.exchanges.reports.verifying.service import MARK, figures_of
from app.exchanges.reports.verifying.telling import written
from app.exchanges.reports.views import again_address
from app.models import IssuedFile, IssueState
from imports.errors import UnreadableFile
from imports.verification import Figures, read_figures
from imports.verification.labels import Labels
from imports.verification.values import same

MOST_PROJECTS = 200
NO_FIGURE = "Ce fichier n’a pas de chiffres clés nommés\u00a0: il ne se compare pas ainsi."
TOO_MANY = (
    "Ce fichier tient trop de projets pour être refait pendant que vous attendez. Préparez-le de nouveau à ce jour, "
    "puis revenez ici\u00a0: les deux seront comparés."
)


@dataclass(frozen=True)
class KeyFigure:
    """`place`: « Synthèse, B5 »."""

    label: str
    before: str
    today: str
    is_same: bool


def today_values(session: Session, bind: Bind, issued: IssuedFile) -> dict[str, Any]:
    """`refusal` says why there is nothing to compare; `later` is the file compared with, when it was not made now."""
    found: dict[str, Any] = {
        "today": clock.today(),
        "figures": [],
        "refusal": "",
        "later": None,
        "again": again_address(issued, until=clock.today()),
        "projects": f"/projets?{ReportChoice.from_json(issued.choice).projects.query()}",
    }
    if issued.suffix != ".xlsx" or issued.content_id is None:
        return found | {"refusal": NO_FIGURE}
    later = later_one(session, issued) if issued.projects > MOST_PROJECTS else None
    if later is None and issued.projects > MOST_PROJECTS:
        return found | {"refusal": TOO_MANY}
    try:
        before = figures_of(session, issued, only_named=True)
        figures = key_figures(before, figures_of(session, later, only_named=True) if later else made_now(bind, issued))
    except UnreadableFile as refusal:
        return found | {"refusal": refusal.sentence}
    if later is not None:
        found |= {"later": later, "today": ReportChoice.from_json(later.choice).as_of}
    return found | {"figures": figures, "refusal": "" if figures else NO_FIGURE}


def later_one(session: Session, issued: IssuedFile) -> IssuedFile | None:
    """The latest of the same projects, issued since: what a worker made stands for what is too long to make at once."""
    same = (IssuedFile.kind == issued.kind, IssuedFile.suffix == issued.suffix)
    about = IssuedFile.choice["projects"] == issued.choice["projects"]
    done = select(IssuedFile).where(IssuedFile.id > issued.id, *same, about, IssuedFile.state == IssueState.DONE)
    return session.scalar(done.order_by(IssuedFile.id.desc()).limit(1))


def made_now(bind: Bind, issued: IssuedFile) -> Figures:
    choice = ReportChoice.from_json(issued.choice).at(clock.today())
    with TemporaryDirectory(prefix="odd17-") as folder:
        out = Path(folder) / f"fichier{issued.suffix}"
        with snapshot(bind) as session:
            kind_named(issued.kind).make(session, choice, issued.author, out)
        return read_figures(out.read_bytes(), only_named=True)


def key_figures(before: Figures, today: Figures) -> list[KeyFigure]:
    """The named cells of both, in the order of the sheet, the one of the digest apart."""
    places = sorted((place, name) for name in before.names if name != MARK and (place := before.place(name)))
    found = []
    for (sheet, row, column), name in places:
        old, new = before.named(name), today.named(name)
        if old is None or new is None or not isinstance(old.value, int | float):
            continue
        label = Labels(before.sheets[sheet]).row(row, column) or name
        found.append(KeyFigure(label, written(old.value), written(new.value), same(old.value, new.value)))
    return found
