"""How long each kind is kept; what is beyond its delay, shown before it goes."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.privacy import service
from app.privacy.forms import DelayForm, PlanForm, PurgeForm
from app.privacy.queries import DELAYS, beyond, delays, get_delay, is_planned, past_purges
from app.privacy.retention.kinds import BY_CODE, Kind
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
PURGE = "/donnees-personnelles/purge"
ONE = f"{DELAYS}/{{code}}/modifier"


@router.get(DELAYS, right=Right.ADMIN)
def listing(request: Request, session: Reading) -> Response:
    purges = [(BY_CODE[row.kind].title if row.kind in BY_CODE else row.kind, row) for row in past_purges(session)]
    return render(request, "privacy/delays.html", delays=delays(session), planned=is_planned(session), purges=purges)


@router.get(ONE, right=Right.ADMIN)
def edit(request: Request, code: str, session: Reading) -> Response:
    kind, rule = get_delay(session, code)
    return _page(request, kind, fresh(DelayForm, {"months": rule.months}, rule.version))


@router.post(ONE, right=Right.ADMIN)
def save(request: Request, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    kind, rule = get_delay(session, code)
    form = bind(DelayForm, posted)
    if not form.has_errors:
        address, current = f"{DELAYS}/{code}/modifier", {"months": rule.months}
        check_version(rule, form, labels={"months": "Durée, en mois"}, current=current, action=address, back=DELAYS)
        with faults_on(form, session):
            months = form.data.months
            service.choose_delay(session, code, months=months, user=visitor.user, now=clock.now())
    if form.has_errors:
        return _page(request, kind, form, 422)
    return redirect(request, DELAYS, flash=f"«\u00a0{kind.title}\u00a0»\u00a0: {form.data.months} mois.")


@router.post(f"{DELAYS}/purge-mensuelle", right=Right.ADMIN)
def plan(request: Request, posted: Posted, session: Writing) -> Response:
    planned = bind(PlanForm, posted).data.planned == "oui"
    service.plan_purges(session, planned=planned)
    done = "La purge se fera le 1er de chaque mois." if planned else "La purge ne se fera plus qu’à la main."
    return redirect(request, DELAYS, flash=done)


@router.get(PURGE, right=Right.ADMIN)
def preview(request: Request, session: Reading) -> Response:
    return _preview(request, session, fresh(PurgeForm))


@router.post(PURGE, right=Right.ADMIN)
def purge(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(PurgeForm, posted)
    if not form.has_errors and not form.data.kinds:
        form.refuse("kinds", "Cochez ce qui doit être effacé.")
    if not form.has_errors and not form.data.sure:
        form.refuse("sure", "Confirmez que vous voulez effacer pour de bon.")
    if form.has_errors:
        return _preview(request, session, form, 422)
    codes = [code for code in form.data.kinds if code in BY_CODE]
    gone = service.purge(session, codes, user=visitor.user, now=clock.now())
    told = f"Purge faite\u00a0: {plural(sum(gone.values()), 'élément effacé', 'éléments effacés')}."
    return redirect(request, DELAYS, flash=told)


def _preview(request: Request, session: Reading, form: BoundForm[PurgeForm], status: int = 200) -> Response:
    found = beyond(session, clock.now())
    return render(request, "privacy/purge.html", status=status, form=form, found=found)


def _page(request: Request, kind: Kind, form: BoundForm[DelayForm], status: int = 200) -> Response:
    return render(request, "privacy/delay.html", status=status, kind=kind, form=form)
