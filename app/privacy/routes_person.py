"""One person: searched, copied, forgotten. What is searched is posted, so that no address of a page holds a name."""

from typing import TypeVar

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.journal.context import note
from app.privacy.copying import copy_of
from app.privacy.forms import ErasureForm, PersonForm
from app.privacy.person.searching import held
from app.privacy.person.service import erase
from app.privacy.queries import erasures
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/donnees-personnelles/personne"
ERASURES = "/donnees-personnelles/effacements"
NOBODY = "Écrivez un nom ou une adresse électronique."
CONFIRM = "effacer"
REASONS = (
    ("demande", "À sa demande"),
    ("opposition", "Elle s’oppose à l’usage de ses données"),
    ("inutile", "Le Fonds n’en a plus besoin"),
    ("erreur", "Ses données n’auraient pas dû être là"),
)
Typed = TypeVar("Typed", bound=PersonForm)


@router.get(HERE, right=Right.ADMIN)
def ask(request: Request) -> Response:
    return render(request, "privacy/search.html", form=fresh(PersonForm))


@router.post(HERE, right=Right.ADMIN)
def search(request: Request, posted: Posted, session: Reading) -> Response:
    form = _bound(PersonForm, posted)
    if form.has_errors:
        return render(request, "privacy/search.html", status=422, form=form)
    typed = {name: form.value(name) for name in ("names", "addresses")}
    return _page(request, session, form.data, fresh(ErasureForm, typed))


@router.post(f"{HERE}/copie", right=Right.ADMIN)
def copy(request: Request, posted: Posted, session: Writing) -> Response:
    form = _bound(PersonForm, posted)
    if form.has_errors:
        return render(request, "privacy/search.html", status=422, form=form)
    found = held(session, form.data.person)
    note(session, "privacy", "copy", records=found.records)
    content = copy_of(session, found, clock.now())
    return attached(content, "application/zip", "donnees-d-une-personne.zip", kept=False)


@router.post(f"{HERE}/effacement", right=Right.ADMIN)
def forget(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = _bound(ErasureForm, posted)
    if not form.has_errors and form.data.typed.lower() != CONFIRM:
        form.refuse("typed", f"Écrivez «\u00a0{CONFIRM}\u00a0» pour confirmer.")
    if not form.has_errors:
        told = form.data
        with faults_on(form, session):
            done = erase(
                session,
                told.person,
                spared=told.spared,
                withdrawn=told.withdrawn,
                reason=told.reason,
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        again = bind(PersonForm, posted)
        if again.has_errors:
            return render(request, "privacy/search.html", status=422, form=again)
        return _page(request, session, again.data, form, 422)
    return redirect(request, ERASURES, flash=f"Effacement n°\u00a0{done.id} fait.")


@router.get(ERASURES, right=Right.ADMIN)
def past(request: Request, session: Reading) -> Response:
    return render(request, "privacy/erasures.html", erasures=erasures(session), reasons=dict(REASONS))


def _bound(model: type[Typed], posted: Posted) -> BoundForm[Typed]:
    form = bind(model, posted)
    if not form.has_errors and not (form.data.person.names or form.data.person.addresses):
        form.refuse("names", NOBODY)
    return form


def _page(
    request: Request, session: Session, typed: PersonForm, form: BoundForm[ErasureForm], status: int = 200
) -> Response:
    found = held(session, typed.person)
    return render(
        request,
        "privacy/person.html",
        status=status,
        found=found,
        asked=", ".join([*typed.names.splitlines(), *typed.addresses.splitlines()]),
        form=form,
        issued=[(file.id, file.name) for file in found.files.issued],
        reasons=REASONS,
        confirm=CONFIRM,
    )
