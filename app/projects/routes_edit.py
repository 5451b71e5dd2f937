"""Changing what a project says of itself; places found as one types."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.db import Reading, Writing
from app.models import Project
from app.projects import edition
from app.projects.choices import Choice, form_choices
from app.projects.forms import ProjectForm
from app.projects.places import proposals, settle_search
from app.projects.queries import Place, deduce_region, get_whole_project, places, search_territories
from app.projects.service import update_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, as_list, bind, faults_on, fresh, new_key
from app.web.messages import CHOOSE
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/modifier"
RULES = {
    "ck_project_dates": ("ends_on", "La fin ne peut pas précéder le début."),
    "ck_project_charter": ("charter_version", "Dites aussi quelle version de la charte a été signée."),
    **{f"fk_project_{name}": (name, CHOOSE) for name in edition.LABELS if name.endswith(("_code", "_id"))},
}


@router.get("/territoires", right=Right.CONSULT)
def find_places(session: Reading, q: str = "") -> Response:
    """Answers the combobox."""
    return JSONResponse([one._asdict() for one in proposals(search_territories(session, q))])


@router.get(HERE, right=Right.EDIT)
def edit(request: Request, code: str, session: Reading) -> Response:
    project = get_whole_project(session, code)
    form = fresh(ProjectForm, edition.values_of(session, project), project.version)
    return _page(request, session, project, form)


@router.post(HERE, right=Right.EDIT)
def save(request: Request, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    project = get_whole_project(session, code)
    form = bind(ProjectForm, posted)
    found = settle_search(session, form, seen=str(posted.get("seen", "")))
    if posted.get("bouton") == "ajouter":
        return _page(request, session, project, _without_faults(form), found)
    if form.value("place_search"):
        form.refuse(
            "place_search", "Plusieurs territoires, ou aucun, répondent à ce texte\u202f: choisissez ou effacez."
        )
    if not form.has_errors:
        _check_seen_version(session, project, form)
        with faults_on(form, session, RULES):
            update_project(
                session,
                project,
                version=form.version,
                user=visitor.user,
                territory_ids=form.list("territory_ids"),
                domain_codes=form.data.domain_codes,
                goal_codes=form.data.goal_codes,
                **edition.columns_of(form.data),
            )
    if form.has_errors:
        return _page(request, session, get_whole_project(session, code), form, found, 422)
    return redirect(request, f"/projets/{code}", flash="Le projet est enregistré.")


def _check_seen_version(session: Session, project: Project, form: BoundForm[ProjectForm]) -> None:
    stored = edition.values_of(session, project)
    typed = {name: form.list(name) for name in edition.LISTS}
    seen = {name: as_list(form.opened.get(name, [])) for name in edition.LISTS}
    ids = [*typed["territory_ids"], *stored["territory_ids"], *seen["territory_ids"]]
    named = {place.id: place.label for place in places(session, ids)}
    check_version(
        project,
        form,
        labels=edition.LABELS,
        current=stored,
        action=f"/projets/{project.code}/modifier",
        back=f"/projets/{project.code}",
        by=edition.editor_name(session, project),
        choices=edition.words_for_conflict(form_choices(session), named),
    )


def _without_faults(form: BoundForm[ProjectForm]) -> BoundForm[ProjectForm]:
    """Adding a place is no time to be told of the rest; the page drawn is a new form."""
    return BoundForm(form.values, {}, None, form.version, new_key(), form.opened)


def _page(
    request: Request,
    session: Session,
    project: Project,
    form: BoundForm[ProjectForm],
    found: list[Place] | None = None,
    status: int = 200,
) -> Response:
    chosen = form.list("territory_ids")
    choices = form_choices(session)
    deduced = deduce_region(session, chosen)
    return render(
        request,
        "projects/edit.html",
        status=status,
        form=form,
        project=project,
        options={name: _proposed(found, form.list(name)) for name, found in choices.items()},
        chosen=proposals(places(session, chosen)),
        found=proposals(found or []),
        deduced=next((choice.label for choice in choices["region_code"] if choice.value == deduced), ""),
        no_region=edition.NO_REGION,
    )


def _proposed(choices: list[Choice], used: list[str]) -> list[tuple[Any, str]]:
    """A retired value is only proposed where it is in use."""
    return [(choice.value, choice.label) for choice in choices if choice.active or choice.value in used]
