"""What the money pages share: a form in the frame of its project, a lost update, an organisation typed by name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.errors import Forbidden
from app.models import Allocation, Cofinancing, Instalment, Investment, Organisation, Partner, Project
from app.partners.queries import settle_organisation
from app.projects.permissions import Group, rule_for, why_not
from app.web.auth import visitor_of
from app.web.conflict import check_version
from app.web.forms import BoundForm
from app.web.templating import redirect, render

Record = Investment | Allocation | Instalment | Cofinancing


def home(code: str) -> str:
    return f"/projets/{code}/investissements"


def back_home(request: Request, code: str, sentence: str) -> Response:
    return redirect(request, home(code), flash=sentence)


def form_page(
    request: Request, template: str, project: Project, form: BoundForm[Any], status: int = 200, **context: Any
) -> Response:
    """`asks_why`: a reason is asked for these amounts; `amounts_kept`: why this person may not change them."""
    visitor = visitor_of(request)
    kept = why_not(Group.AMOUNTS, project.status, visitor.role) if visitor else ""
    asks_why = rule_for(Group.AMOUNTS, project.status).asks_why and not kept
    values = {"form": form, "project": project, "asks_why": asks_why, "amounts_kept": kept, **context}
    return render(request, f"investments/{template}.html", status=status, **values)


def may_change_amounts(request: Request, project: Project) -> None:
    """Refused before anything is typed, with who may."""
    visitor = visitor_of(request)
    if visitor is not None and (sentence := why_not(Group.AMOUNTS, project.status, visitor.role)):
        raise Forbidden(sentence, home(project.code), "Revenir aux investissements")


def refuse_lost_update(
    session: Session,
    record: Record,
    form: BoundForm[Any],
    *,
    labels: Mapping[str, str],
    current: Mapping[str, object],
    code: str,
    action: str,
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    check_version(
        record,
        form,
        labels=labels,
        current=current,
        action=action,
        back=home(code),
        by=author_of(session, record),
        choices=choices,
    )


def values_of(record: Record, labels: Mapping[str, str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in labels}


def settled(
    session: Session, form: BoundForm[Any], field: str, current: Organisation | None = None
) -> Organisation | None:
    """The organisation typed in a field; a fault of that field when it is not one known organisation."""
    typed = form.value(field).strip()
    if not typed:
        return None
    if current is not None and typed == current.name:
        return current
    identifier, sentence = settle_organisation(session, typed)
    if identifier is None:
        form.refuse(field, sentence)
        return None
    return session.get_one(Organisation, identifier)


def suggestions(session: Session, project: Project) -> list[str]:
    """Names to propose: the project's partners and those who already fund others."""
    near = select(Partner.organisation_id).where(Partner.project_id == project.id)
    funding = select(Allocation.funder_id)
    statement = select(Organisation.name).where(Organisation.id.in_(near.union(funding)))
    return list(session.scalars(statement.order_by(Organisation.sort_name, Organisation.id).limit(100)))
