"""Instalments: to record as paid, ready to be signed for, or late because something else is."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.investments.payable import is_ready
from app.models import Instalment, InstalmentStatus, Investment, Milestone, Project, User
from app.projects.permissions import Group as Rules
from app.projects.permissions import why_not
from app.settings import settings
from app.web.rights import Right
from app.wording import euros
from app.work.lines import Act, Line
from app.work.queries.parts import Conditions, Found, Group, about, with_project
from app.work.scope import ALIVE, Scope
from app.work.words import day_words, due_words

AHEAD = timedelta(days=30)
KEYS = (Instalment.due_on.expression, Instalment.id.expression)
Signer = aliased(User)
OWN = "mise en paiement par vous\u202f: une autre personne enregistre le versement"


_COLUMNS = select(
    Instalment.id,
    Instalment.label.label("what"),
    Instalment.due_on,
    Instalment.amount_eur,
    Instalment.payable_by_id,
    Project.status,
    Milestone.id.label("milestone_id"),
    Milestone.title.label("milestone"),
    Milestone.done_on,
    Signer.name.label("signer"),
)
_JOINED = (
    _COLUMNS.select_from(Instalment)
    .join(Investment, Investment.id == Instalment.investment_id)
    .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
    .outerjoin(Signer, Signer.id == Instalment.payable_by_id)
)
TOLD = with_project(_JOINED, Project.id == Investment.project_id)


def _to_pay(scope: Scope) -> Conditions:
    """One's own view also holds what others signed: only somebody else than them may record it."""
    payable = Instalment.status == InstalmentStatus.PAYABLE
    if scope.mine and scope.may_pay:
        return payable, or_(*scope.projects(), Instalment.payable_by_id.is_distinct_from(scope.user_id))
    return payable, *scope.projects()


def _to_sign(scope: Scope) -> Conditions:
    return is_ready(), Instalment.due_on <= scope.today + AHEAD, ALIVE, *scope.projects()


def _held(scope: Scope) -> Conditions:
    """Its day has passed, and what it waits for is not there."""
    planned = Instalment.status == InstalmentStatus.PLANNED
    return planned, ~is_ready(), Instalment.due_on < scope.today, ALIVE, *scope.projects()


def _pay_line(row: Found, scope: Scope) -> Line:
    own = settings().four_eyes and row.payable_by_id == scope.user_id
    note = OWN if own else f"mise en paiement par {row.signer}" if row.signer else ""
    act = Act("Enregistrer", f"/projets/{row.code}/tranches/{row.id}/versement", Right.EDIT)
    return _line(row, scope, note, None if own else act)


def _sign_line(row: Found, scope: Scope) -> Line:
    note = f"«\u00a0{row.milestone}\u00a0» est fait" if row.milestone else ""
    act = Act("Mettre en paiement", f"/mon-travail/tranches/{row.id}/mise-en-paiement", Right.EDIT, posts=True)
    return _line(row, scope, note, act)


def _held_line(row: Found, scope: Scope) -> Line:
    if row.done_on is None:
        address = f"/projets/{row.code}/jalons/{row.milestone_id}"
        return _line(
            row, scope, f"attend le jalon «\u00a0{row.milestone}\u00a0»", Act("Ouvrir le jalon", address, Right.EDIT)
        )
    note = f"attend l’évaluation de «\u00a0{row.milestone}\u00a0»"
    return _line(row, scope, note, Act("Voir les campagnes", f"/campagnes?projet={row.code}", Right.CONSULT))


def _line(row: Found, scope: Scope, note: str, act: Act | None) -> Line:
    when, tone = due_words(row.due_on, scope.today)
    what = f"{row.what}, {euros(row.amount_eur)}"
    may = not why_not(Rules.PAYMENTS, row.status, scope.role)
    address = f"/projets/{row.code}/investissements"
    return Line(
        f"tranche-{row.id}",
        what,
        address,
        when,
        tone,
        about(row),
        day_words(row.due_on, scope.today),
        note,
        act if may else None,
    )


TO_PAY = Group("versements", "Versements à enregistrer", Right.CONSULT, TOLD, _to_pay, KEYS, _pay_line)
TO_SIGN = Group("mises-en-paiement", "Tranches prêtes à être payées", Right.CONSULT, TOLD, _to_sign, KEYS, _sign_line)
HELD = Group("tranches-en-attente", "Tranches échues qui attendent", Right.CONSULT, TOLD, _held, KEYS, _held_line)
