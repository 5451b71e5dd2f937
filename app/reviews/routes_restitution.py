"""The restitution of a published evaluation of a programme."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.restitution.disclosure import circle_of
from app.reviews.restitution import LABELS, reread
from app.reviews.restitution_comparison import compared
from app.reviews.restitution_missing import missing_of
from app.reviews.restitution_opening import opening_of
from app.reviews.restitution_source import former_review, grids_between, source_of
from app.reviews.words import promises
from app.web.auth import Right, Router, SignedIn
from app.web.templating import render

router = Router()


@router.get("/programmes/{code}/evaluations/{review_id}/restitution", right=Right.CONSULT)
def restitution_page(request: Request, code: str, review_id: int, session: Reading, visitor: SignedIn) -> Response:
    source, named = source_of(session, code, review_id), visitor.can(Right.EVALUATE)
    before = former_review(session, source)
    own = reread(source, circle_of(runs_evaluations=named))
    versions = grids_between(session, before, source) if before else {}
    return render(
        request,
        "reviews/reading/page.html",
        source=source,
        own=own,
        named=named,
        labels=LABELS,
        opening=opening_of(own),
        missing=missing_of(own),
        rules=promises(own.least),
        lost=source.content["lost"],
        comparison=compared(before, source, versions, own.circle, own.least) if before else None,
    )
