"""The register: what the fund knows of persons, why, and for how long; the notice for partners."""

import csv
from collections.abc import Sequence
from io import StringIO

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import Treatment
from app.privacy import service
from app.privacy.forms import TreatmentForm
from app.privacy.queries import REGISTER, delays, get_treatment, treatments
from app.privacy.treatments import Proposal
from app.web.attached import CSV, attached
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render
from app.wording import typeset

router = Router()
EDIT = f"{REGISTER}/registre/{{code}}/modifier"
LABELS = {
    "purpose": "Pourquoi",
    "legal_basis": "Base légale",
    "persons": "Personnes concernées",
    "recipients": "Qui y a accès",
    "measures": "Protections",
    "confirmed": "Confirmé",
}
HEADINGS = ("Traitement", *list(LABELS.values())[:-1], "Données", "Durée", "Confirmé le")


@router.get(REGISTER, right=Right.ACCOUNT)
def register(request: Request, session: Reading) -> Response:
    return render(request, "privacy/register.html", entries=_entries(session))


@router.get(f"{REGISTER}/registre.csv", right=Right.ACCOUNT)
def download(session: Reading) -> Response:
    """For Excel in French: semicolons, and a mark that says UTF-8."""
    lines = StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(_line(*entry) for entry in _entries(session))
    name = f"registre-donnees-personnelles-{clock.today():%Y-%m-%d}.csv"
    return attached(lines.getvalue().encode("utf-8-sig"), CSV, name, kept=False)


@router.get(EDIT, right=Right.ADMIN)
def edit(request: Request, code: str, session: Reading) -> Response:
    proposal, treatment = get_treatment(session, code)
    return _page(request, proposal, fresh(TreatmentForm, _values(treatment), treatment.version))


@router.post(EDIT, right=Right.ADMIN)
def save(request: Request, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    proposal, treatment = get_treatment(session, code)
    form = bind(TreatmentForm, posted)
    if form.has_errors:
        return _page(request, proposal, form, 422)
    address = f"{REGISTER}/registre/{code}/modifier"
    check_version(treatment, form, labels=LABELS, current=_values(treatment), action=address, back=REGISTER)
    texts = form.data.model_dump(exclude={"confirmed"})
    service.word_treatment(
        session, code, texts=texts, is_confirmed=form.data.confirmed, user=visitor.user, now=clock.now()
    )
    return redirect(request, f"{REGISTER}#{code}", flash=f"«\u00a0{proposal.title}\u00a0» est enregistré au registre.")


@router.get("/vos-donnees", right=Right.PUBLIC)
def notice(request: Request, session: Reading) -> Response:
    """What a partner reads, without an account."""
    months = {delay.kind.code: delay.months for delay in delays(session)}
    return render(request, "privacy/notice.html", months=months, layout="guest.html")


def _entries(session: Session) -> list[tuple[Proposal, Treatment, list[str]]]:
    own = {delay.kind.code: delay for delay in delays(session)}
    return [
        (proposal, treatment, [own[code].in_words for code in proposal.kinds] + [proposal.kept] * bool(proposal.kept))
        for proposal, treatment in treatments(session)
    ]


def _line(proposal: Proposal, treatment: Treatment, kept: Sequence[str]) -> list[str]:
    texts = [proposal.title, *(getattr(treatment, name) for name in list(LABELS)[:-1])]
    confirmed = f"{treatment.confirmed_at:%d/%m/%Y}" if treatment.confirmed_at else "proposition à confirmer"
    return [_safe(typeset(text)) for text in (*texts, proposal.data_in_words, " ".join(kept), confirmed)]


def _safe(text: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text[:1] in "=+-@\t\0" and text else text


def _values(treatment: Treatment) -> dict[str, object]:
    texts: dict[str, object] = {name: getattr(treatment, name) for name in list(LABELS)[:-1]}
    return texts | {"confirmed": treatment.confirmed_at is not None}


def _page(request: Request, proposal: Proposal, form: BoundForm[TreatmentForm], status: int = 200) -> Response:
    return render(request, "privacy/treatment.html", status=status, proposal=proposal, form=form)
