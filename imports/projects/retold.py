"""The way back: recorded projects as the rows of the three sheets that would say them.

One row of the follow-up sheet says one investment and names organisations; what it could not say without being taken
for something else is left out of the row, or the whole project is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from imports.projects.checks import SIGNED
from imports.projects.existing import (
    Existing,
    ExistingInstalment,
    ExistingInvestment,
    ExistingMilestone,
    ExistingOrganisation,
    ExistingPartner,
    ExistingProject,
)
from imports.projects.people import CARRIER
from imports.projects.permitted import CANCELLED
from imports.projects.read_rows import BEFORE_DECISION
from imports.words import folded

Cells = dict[str, Any]
NOTHING: Mapping[str, Any] = {}
BETWEEN_NAMES = frozenset(";\n\r")


@dataclass(frozen=True)
class Retold:
    """The rows of recorded projects, by field of the column tables."""

    existing: Existing

    @cached_property
    def organisations(self) -> Mapping[int, ExistingOrganisation]:
        return {each.id: each for each in self.existing.organisations}

    @cached_property
    def bearers(self) -> Counter[str]:
        return Counter(folded(each.name) for each in self.existing.organisations)

    def project(self, project: ExistingProject) -> Cells:
        carrier, investment = self.carrier(project), told_investment(project)
        paid = [each.amount_eur for each in told_instalments(project) if each.paid_on]
        return {
            "code": project.code,
            "title": project.title,
            "territory_label": project.territory_label,
            "region_code": project.region_code,
            "carrier": carrier.name if carrier else None,
            "siret": carrier.siret if carrier else None,
            "partners": tuple(self._partners(project)),
            "domain_codes": project.domain_codes,
            "category_code": project.category_code,
            "copil_on": investment.copil_on if investment else None,
            "amount_eur": investment.amount_eur if investment else None,
            "paid_eur": sum(paid, Decimal(0)) if investment else None,
            "starts_on": project.starts_on,
            "ends_on": project.ends_on,
            "status": project.status,
            "referent_id": project.referent_id,
        }

    def instalment(self, project: ExistingProject, instalment: ExistingInstalment) -> Cells:
        names = ("label", "due_on", "amount_eur", "paid_on")
        return {"code": project.code, **{name: getattr(instalment, name) for name in names}}

    def milestone(self, project: ExistingProject, milestone: ExistingMilestone) -> Cells:
        names = ("kind_code", "due_on", "done_on")
        responsible = next((each for each in project.partners if each.id == milestone.partner_id), None)
        told = {name: getattr(milestone, name) for name in names}
        return {"code": project.code, **told, "responsible": self._named(responsible) if responsible else None}

    def may_be_told(self, project: ExistingProject) -> bool:
        """A carrier that its SIRET or its name alone designates, and from « Validé » on what the COPIL decided."""
        carrier, investment = self.carrier(project), told_investment(project)
        if carrier is None or not (carrier.siret or self.is_alone(carrier)):
            return False
        if project.mode_category_code and project.mode_category_code != project.category_code:
            return False
        is_decided = investment is not None and investment.copil_on is not None
        return is_decided or (project.status in BEFORE_DECISION and len(project.investments) <= 1)

    def carrier(self, project: ExistingProject) -> ExistingOrganisation | None:
        found = (each for each in project.partners if each.role_code == CARRIER and not each.has_left)
        return next((self.organisations[each.organisation_id] for each in found), None)

    def is_alone(self, organisation: ExistingOrganisation) -> bool:
        return self.bearers[folded(organisation.name)] == 1

    def _partners(self, project: ExistingProject) -> Iterable[str]:
        present = (each for each in project.partners if each.role_code != CARRIER and not each.has_left)
        names = filter(None, map(self._named, present))
        return sorted((name for name in names if not BETWEEN_NAMES & set(name)), key=folded)

    def _named(self, partner: ExistingPartner) -> str | None:
        organisation = self.organisations[partner.organisation_id]
        return organisation.name if self.is_alone(organisation) else None


def told_investment(project: ExistingProject) -> ExistingInvestment | None:
    """The only one, or the first whose COPIL date tells it from the others."""
    if len(project.investments) <= 1:
        return next(iter(project.investments), None)
    days = Counter(each.copil_on for each in project.investments)
    dated = (each for each in project.investments if each.copil_on and days[each.copil_on] == 1)
    return min(dated, key=lambda each: each.copil_on, default=None)  # type: ignore[arg-type,return-value]


def told_instalments(project: ExistingProject) -> Sequence[ExistingInstalment]:
    """Those that count; none where they do not add up as the sheet asks."""
    investment = told_investment(project)
    if investment is None:
        return ()
    found = [each for each in investment.instalments if each.status != CANCELLED]
    total = sum((each.amount_eur for each in found), Decimal(0))
    fits = total == investment.amount_eur or (total < investment.amount_eur and project.status not in SIGNED)
    return sorted(found, key=lambda each: (each.due_on, each.id)) if fits else ()
