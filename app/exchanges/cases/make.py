"""Makes the file of a case: JSON, Markdown or a page that carries all it needs."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.capitalisation.readiness import FINISHED, Readiness, readiness
from app.errors import Refused
from app.exchanges.cases import markdown, page
from app.exchanges.cases.content import case_content
from app.exchanges.cases.past import status_at
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Made, Progress
from app.models import Project
from app.projects.queries import get_whole_project

Json = dict[str, Any]


def make_case(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made:
    """Refused while the project is not finished, its texts not complete, or its alliance has not agreed to them.

    `author` is not written: a case names no person. Its digest is in the file, for whoever reads it.
    """
    case = agreed_case(session, choice.project, choice.as_of)
    out.write_bytes(WRITERS[out.suffix](case).encode())
    progress(1, 1)
    return Made(1)


def agreed_case(session: Session, code: str, day: date) -> Json:
    project = get_whole_project(session, code)
    found = readiness(session, project)
    missing = missing_on(session, project, found, day)
    if missing:
        sentences = " ".join(sentence for sentence, *_ in missing)
        raise Refused(f"Ce cas ne peut pas encore partir. {sentences}", *missing[0][1:])
    return case_content(session, project, found, day)


def missing_on(session: Session, project: Project, found: Readiness, day: date) -> list[tuple[str, str, str]]:
    """What is missing today, and a day on which the project was not finished yet, or not begun."""
    then = status_at(session, project, day)
    begun = project.starts_on is None or project.starts_on <= day
    if project.stage not in FINISHED or (begun and then in FINISHED):
        return found.missing
    stage = f"était «\u00a0{then.label}\u00a0»" if begun else "n’avait pas commencé"
    sentence = f"Au {day:%d/%m/%Y}, le projet {stage}\u00a0: choisissez une date plus récente."
    return [(sentence, f"/projets/{project.code}#historique", "Voir les étapes franchies"), *found.missing]


def as_json(case: Json) -> str:
    return json.dumps(case, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Json], str]] = {".json": as_json, ".md": markdown.written, ".html": page.alone}
