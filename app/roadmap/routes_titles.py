"""All the titles pasted at once: read, shown beside what is there, then written."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.models import RoadmapMeasure
from app.roadmap import service
from app.roadmap.forms import TitlesForm
from app.roadmap.queries import HERE
from app.roadmap.titles import changes, read_titles
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
PASTE = f"{HERE}/titres"
UNREADABLE = "Certaines lignes ne se lisent pas\u00a0: corrigez-les, puis relisez l’aperçu."


@router.get(PASTE, right=Right.EDIT)
def paste(request: Request, session: Reading) -> Response:
    return _page(request, session, fresh(TitlesForm))


@router.post(f"{PASTE}/apercu", right=Right.EDIT)
def preview(request: Request, session: Writing, posted: Posted) -> Response:
    """Nothing is written: what each line says, beside what the roadmap holds."""
    form = bind(TitlesForm, posted)
    return _page(request, session, form, 422 if form.has_errors else 200)


@router.post(PASTE, right=Right.EDIT)
def save(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(TitlesForm, posted)
    written = 0
    if not form.has_errors:
        pasted, faults = read_titles(form.data.text)
        if faults:
            form.refuse("text", UNREADABLE)
        with faults_on(form, session):
            written = (
                0 if faults else service.write_titles(session, pasted, _versions(form.data.seen), user=visitor.user)
            )
    if form.has_errors:
        return _page(request, session, form, 422)
    return redirect(request, HERE, flash=f"{plural(written, 'mesure enregistrée', 'mesures enregistrées')}.")


def _page(request: Request, session: Session, form: BoundForm[TitlesForm], status: int = 200) -> Response:
    """With what was pasted, if anything was: the lines read, and those that could not be."""
    pasted, faults = read_titles(form.value("text"))
    measures = session.scalars(select(RoadmapMeasure).order_by(RoadmapMeasure.number)).all()
    current = {own.number: (own.title, own.chantier) for own in measures}
    shown = {own.number: own.version for own in measures}
    return render(
        request,
        "roadmap/titles.html",
        status=status,
        form=form,
        lines=changes(pasted, current),
        faults=faults,
        seen=_seen({one.number: shown[one.number] for one in pasted}),
        untitled=sum(not own.title for own in measures),
    )


def _seen(versions: Mapping[int, int]) -> str:
    return " ".join(f"{number}:{version}" for number, version in versions.items())


def _versions(seen: str) -> dict[int, int]:
    pairs = (part.split(":") for part in seen.split())
    return {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and all(one.isdecimal() for one in pair)}
