"""The whole registration as it stands: each step read again from what was typed, its faults and its state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models import RegistrationDraft
from app.registration import checks
from app.registration.forms import AmountStep
from app.registration.posted import as_form
from app.registration.proposals import first_values
from app.registration.service import is_checked, kept_values, revision_of
from app.registration.steps import BY_SLUG, STEPS, Step
from app.registration.values import Values
from app.web.forms import BoundForm, bind
from app.web.opened import blank

TODO = ("quiet", "À compléter")
LATER = ("quiet", "Peut attendre")
BEGUN = ("due", "En cours")
DONE = ("done", "Complet")
WRONG = ("late", "À corriger")


@dataclass(frozen=True)
class Kept:
    """One step of a draft. `form` holds every fault; a page shows them once the step has been sent as finished."""

    step: Step
    values: Values
    form: BoundForm[Any]
    is_kept: bool
    is_checked: bool

    @property
    def state(self) -> tuple[str, str]:
        if not self.is_kept:
            return TODO if self.step.needed else LATER
        if not self.is_checked:
            return BEGUN
        return WRONG if self.form.has_errors else DONE

    @property
    def is_complete(self) -> bool:
        return self.state in (DONE, LATER)


class Guide:
    def __init__(self, session: Session, draft: RegistrationDraft, today: date) -> None:
        self.session = session
        self.draft = draft
        self.today = today
        self._read: dict[str, Kept] = {}

    def step(self, slug: str) -> Kept:
        if slug not in self._read:
            self._read[slug] = self._step(BY_SLUG[slug])
        return self._read[slug]

    def steps(self) -> list[Kept]:
        return [self.step(step.slug) for step in STEPS]

    @property
    def amount(self) -> AmountStep | None:
        """None while the amount is not known without fault."""
        form = self.step("montant").form
        return None if form.has_errors else form.data

    @property
    def is_ready(self) -> bool:
        return all(kept.is_complete for kept in self.steps())

    def _step(self, step: Step) -> Kept:
        kept = kept_values(self.draft, step.slug)
        values = kept if kept is not None else self._first_values(step)
        form = bind(step.model, as_form(values))
        form.version = str(revision_of(self.draft, step.slug))
        form.opened = blank(step.model.model_fields) | form.values
        self._check(step.slug, form, values)
        return Kept(step, values, form, kept is not None, is_checked(self.draft, step.slug))

    def _first_values(self, step: Step) -> Values:
        amount = self.amount if step.slug in ("tranches", "jalons") else None
        return first_values(self.session, step.slug, amount, self.today, self.draft.owner_id)

    def _check(self, slug: str, form: BoundForm[Any], values: Values) -> None:
        session = self.session
        verdicts: dict[str, Callable[[], None]] = {
            "projet": lambda: checks.check_project(session, form),
            "territoire": lambda: checks.check_territory(session, form),
            "partenaires": lambda: checks.check_partners(session, form, values),
            "financeurs": lambda: self._check_funders(form, values),
            "tranches": lambda: checks.check_instalments(form, self.amount),
            "jalons": lambda: checks.check_milestones(session, form, values),
        }
        if slug in verdicts:
            verdicts[slug]()

    def _check_funders(self, form: BoundForm[Any], values: Values) -> None:
        checks.check_organisations(self.session, form, values, "funders")
        checks.check_funders(form, self.amount)
