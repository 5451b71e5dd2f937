"""What no field can see alone: other steps, and what the database already knows."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.projects.queries import places
from app.registration import queries
from app.registration.forms import AmountStep, FundersStep, InstalmentsStep
from app.registration.organisations import folded, known_by_siren
from app.registration.places import INTERREGIONAL
from app.registration.values import Values, row, row_numbers, text
from app.web.filters import money
from app.web.forms import BoundForm

Form = BoundForm[Any]
CHOOSE = "Choisissez une des réponses proposées."


def check_project(session: Session, form: Form) -> None:
    if form.error("title"):
        form.errors["title"] = "Donnez un titre au projet." if not form.value("title").strip() else form.errors["title"]
    known = queries.project_choices(session)
    for name, options in (
        ("programme_id", known.programmes),
        ("phase_code", known.phases),
        ("category_code", known.categories),
        ("mode_code", known.modes),
        ("objective_code", known.objectives),
        ("engineering_code", known.engineerings),
        ("domain_codes", known.domains),
        ("goal_codes", known.goals),
    ):
        _among(form, name, options)
    category, mode = form.value("category_code"), form.value("mode_code")
    if category and mode and queries.category_of(session, mode) != category:
        form.refuse("mode_code", "Ce mode n’appartient pas à la catégorie choisie.")


def check_territory(session: Session, form: Form) -> None:
    if typed := form.value("lieu"):
        form.refuse("lieu", f"Plusieurs territoires, ou aucun, répondent à «\u00a0{typed}\u00a0»\u202f: choisissez.")
    chosen = form.list("territory_ids")
    if len(places(session, chosen)) < len(set(chosen)):
        form.refuse("lieu", "Un territoire choisi n’existe plus\u202f: retirez-le.")
    _among(form, "region_code", [*queries.regions(session), (INTERREGIONAL, "")])
    _among(form, "scale_code", queries.scales(session))


def check_partners(session: Session, form: Form, values: Values) -> None:
    if not text(values, "partners-0-name"):
        form.errors["partners-0-name"] = "Indiquez qui porte le projet."
    check_organisations(session, form, values, "partners")
    roles = queries.roles(session)
    for number in row_numbers(values, "partners"):
        _among(form, f"partners-{number}-role_code", roles)


def check_organisations(session: Session, form: Form, values: Values, group: str) -> None:
    profiles, seen = queries.profiles(session), set[str]()
    for number in row_numbers(values, group):
        fields, prefix = row(values, group, number), f"{group}-{number}-"
        name, identifier = text(fields, "name"), text(fields, "organisation_id")
        if name and not identifier:
            form.refuse(f"{prefix}name", f"Dites quelle organisation est «\u00a0{name}\u00a0».")
        elif identifier == "new" and (known := known_by_siren(session, text(fields, "siren"))):
            form.refuse(
                f"{prefix}name", f"Ce SIREN est déjà celui de «\u00a0{known.label}\u00a0»\u202f: choisissez-la."
            )
        mark = identifier if identifier.isdecimal() else folded(name)
        if name and mark in seen:
            form.refuse(f"{prefix}name", f"«\u00a0{name}\u00a0» est déjà dans cette liste.")
        seen.add(mark)
        _among(form, f"{prefix}profile_code", profiles)


def check_funders(form: BoundForm[FundersStep], amount: AmountStep | None) -> None:
    if form.has_errors or amount is None:
        return
    above = sum((one.amount for one in form.data.funders), Decimal(0)) - amount.amount
    if above > 0:
        last = max(row_numbers(_listed(form), "funders"))
        form.refuse(
            f"funders-{last}-amount",
            f"Les parts dépassent le montant investi ({money(amount.amount)}) de {money(above)}.",
        )


def check_instalments(form: BoundForm[InstalmentsStep], amount: AmountStep | None) -> None:
    """No instalment at all may wait; a plan that is written sums up."""
    if form.has_errors or amount is None or not form.data.instalments:
        return
    missing = amount.amount - sum((one.amount for one in form.data.instalments), Decimal(0))
    if missing:
        last = max(row_numbers(_listed(form), "instalments"))
        said = f"il manque {money(missing)}" if missing > 0 else f"il y a {money(-missing)} de trop"
        form.refuse(
            f"instalments-{last}-amount",
            f"La somme des tranches doit faire {money(amount.amount)}\u202f: {said}.",
        )


def check_milestones(session: Session, form: Form, values: Values) -> None:
    _among(form, "referent_id", queries.referents(session))
    kinds = queries.milestone_kinds(session)
    for number in row_numbers(values, "milestones"):
        if text(values, f"milestones-{number}-keep"):
            _among(form, f"milestones-{number}-kind_code", kinds)


def _among(form: Form, name: str, options: list[tuple[str, str]]) -> None:
    """A list may have changed since the page was opened."""
    known = {code for code, _ in options}
    if any(code not in known for code in form.list(name) if code):
        form.refuse(name, CHOOSE)


def _listed(form: Form) -> Values:
    return {name: form.list(name) for name in form.values}
