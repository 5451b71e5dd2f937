"""The methods that put added values in figures: read by all, written by administrators."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.addedvalues import methods as service
from app.addedvalues.forms import KINDS, METHOD_LABELS, METHOD_RULES, MethodForm
from app.addedvalues.words import MEANINGS
from app.changes import author_of
from app.db import Reading, Writing
from app.models import AddedValueMethod, ValueKind
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/valeurs-ajoutees/methodes"
ONE = f"{HERE}/{{method_code}}"
Form = BoundForm[MethodForm]


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading) -> Response:
    found = service.methods(session)
    groups = [(kind, MEANINGS[kind], [own for own in found if own.kind == kind]) for kind in ValueKind]
    return render(request, "addedvalues/methods.html", groups=groups)


@router.get(f"{HERE}/nouvelle", right=Right.ADMIN)
def new(request: Request) -> Response:
    return _form_page(request, fresh(MethodForm))


@router.post(f"{HERE}/nouvelle", right=Right.ADMIN)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(MethodForm, posted)
    if not form.has_errors:
        with faults_on(form, session, METHOD_RULES):
            service.add_method(session, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, form, status=422)
    return redirect(request, HERE, flash="La méthode est ajoutée\u202f; elle est proposée aux projets.")


@router.get(ONE, right=Right.ADMIN)
def edit(request: Request, session: Reading, method_code: str) -> Response:
    method = service.get_method(session, method_code)
    return _form_page(request, fresh(MethodForm, _values(method), method.version), method)


@router.post(ONE, right=Right.ADMIN)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, method_code: str) -> Response:
    method = service.get_method(session, method_code)
    form = bind(MethodForm, posted)
    _refuse_lost_update(session, method, form)
    if not form.has_errors:
        with faults_on(form, session, METHOD_RULES):
            service.update_method(session, method, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, form, method, status=422)
    return redirect(request, HERE, flash="Méthode enregistrée.")


@router.post(f"{ONE}/retrait", right=Right.ADMIN)
def retire(request: Request, session: Writing, visitor: SignedIn, method_code: str) -> Response:
    method = service.retire(session, service.get_method(session, method_code), user=visitor.user)
    sentence = f"«\u00a0{method.label}\u00a0» n’est plus proposée\u202f; elle reste là où elle est employée."
    return redirect(request, HERE, flash=sentence)


@router.post(f"{ONE}/retour", right=Right.ADMIN)
def bring_back(request: Request, session: Writing, visitor: SignedIn, method_code: str) -> Response:
    method = service.bring_back(session, service.get_method(session, method_code), user=visitor.user)
    return redirect(request, HERE, flash=f"«\u00a0{method.label}\u00a0» est de nouveau proposée.")


def _values(method: AddedValueMethod) -> dict[str, object]:
    return {name: getattr(method, name) for name in METHOD_LABELS}


def _refuse_lost_update(session: Session, method: AddedValueMethod, form: Form) -> None:
    check_version(
        method,
        form,
        labels=METHOD_LABELS,
        current=_values(method),
        action=f"{HERE}/{method.code}",
        back=HERE,
        by=author_of(session, method),
        choices={"kind": dict(KINDS)},
    )


def _form_page(request: Request, form: Form, method: AddedValueMethod | None = None, status: int = 200) -> Response:
    return render(
        request,
        "addedvalues/method.html",
        status=status,
        form=form,
        method_code=method.code if method else "",
        is_active=method.active if method else True,
        kinds=KINDS,
    )
