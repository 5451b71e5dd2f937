"""The next version of the grid: prepared, read again whole, then published or given up."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.grids.checks import blocking
from app.journal.sentences import pieces
from app.qualification import drafting
from app.qualification.changes import changes_between
from app.qualification.checks import checks_of
from app.qualification.document import digest
from app.qualification.forms import PublicationForm
from app.qualification.routes_grid import TRAIL
from app.qualification.versions import DRAFT, HERE, Draft, read_draft
from app.web.attached import toml_file
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


@router.post(DRAFT, right=Right.EDIT)
def start(request: Request, session: Writing, visitor: SignedIn) -> Response:
    drafting.start_draft(session, user=visitor.user)
    return redirect(request, DRAFT, flash="Le brouillon copie la version en vigueur, qui ne change pas.")


@router.get(DRAFT, right=Right.CONSULT)
def show(request: Request, session: Reading) -> Response:
    draft = read_draft(session)
    return render(request, "qualification/draft.html", draft=draft, here=DRAFT, checks=checks_of(draft))


@router.get(f"{DRAFT}/changements", right=Right.CONSULT)
def changes(request: Request, session: Reading) -> Response:
    draft = read_draft(session)
    return render(
        request,
        "qualification/changes.html",
        title=f"Ce qui change par rapport à la version\u00a0{draft.base.number}",
        trail=[*TRAIL, ("Brouillon", DRAFT)],
        groups=changes_between(draft.base.grid, draft.grid),
        pieces=pieces,
        versions=(),
    )


@router.get(f"{DRAFT}/fichier", right=Right.CONSULT)
def file_of(session: Reading) -> Response:
    return toml_file(read_draft(session).record.source, "qualification-brouillon")


@router.get(f"{DRAFT}/publication", right=Right.PUBLISH)
def prepare(request: Request, session: Reading) -> Response:
    return _publication(request, session, fresh(PublicationForm, {"decided_on": clock.today()}))


@router.post(f"{DRAFT}/publication", right=Right.PUBLISH)
def publish(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(PublicationForm, posted)
    if not form.has_errors:
        with faults_on(form, session):
            drafting.publish_draft(session, user=visitor.user, now=clock.now(), **form.data.model_dump())
    if form.has_errors:
        return _publication(request, session, form, 422)
    return redirect(request, HERE, flash="La nouvelle version est publiée. Elle ne change plus.")


@router.get(f"{DRAFT}/abandon", right=Right.EDIT)
def ask_before_discarding(request: Request, session: Reading) -> Response:
    return render(request, "qualification/discard.html", draft=read_draft(session), here=DRAFT)


@router.post(f"{DRAFT}/abandon", right=Right.EDIT)
def discard(request: Request, session: Writing) -> Response:
    drafting.discard_draft(session)
    return redirect(request, HERE, flash="Le brouillon est abandonné. Aucune version publiée n’a changé.")


def _publication(request: Request, session: Session, form: BoundForm[PublicationForm], status: int = 200) -> Response:
    """The whole text stands above the button, with its digest."""
    draft: Draft = read_draft(session)
    checks = checks_of(draft)
    return render(
        request,
        "qualification/publication.html",
        status=status,
        draft=draft,
        here=DRAFT,
        form=form,
        checks=checks,
        blocked=bool(blocking(checks)),
        shown=digest(draft.record.source),
    )
