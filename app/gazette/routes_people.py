"""Those who receive the gazette every month: added one by one, taken out when they ask."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.gazette.forms import CONSTRAINTS, SubscriberForm
from app.gazette.queries import HERE, count_living, subscribers
from app.gazette.subscribers import PEOPLE, add_subscriber, get_subscriber, stop
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


@router.get(PEOPLE, right=Right.EDIT)
def index(request: Request, session: Reading, apres: str = "", avant: str = "") -> Response:
    return _page(request, session, fresh(SubscriberForm), after=apres, before=avant)


@router.post(PEOPLE, right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(SubscriberForm, posted)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            add_subscriber(session, **form.data.model_dump(), user=visitor.user, now=clock.now())
    if form.has_errors:
        return _page(request, session, form, 422)
    return redirect(request, PEOPLE, flash="Adresse ajoutée\u00a0: elle recevra les prochaines gazettes.")


@router.post(f"{PEOPLE}/{{subscriber_id}}/retrait", right=Right.EDIT)
def remove(request: Request, session: Writing, subscriber_id: int) -> Response:
    stop(session, get_subscriber(session, subscriber_id), now=clock.now())
    return redirect(request, PEOPLE, flash="Adresse retirée\u00a0: plus rien ne lui sera envoyé.")


def _page(
    request: Request,
    session: Session,
    form: BoundForm[SubscriberForm],
    status: int = 200,
    *,
    after: str = "",
    before: str = "",
) -> Response:
    rows, page = subscribers(session, after=after, before=before)
    return render(
        request,
        "gazette/people.html",
        status=status,
        form=form,
        here=HERE,
        rows=rows,
        living=count_living(session),
        previous=f"{PEOPLE}?avant={page.previous}" if page.previous else "",
        next=f"{PEOPLE}?apres={page.next}" if page.next else "",
    )
