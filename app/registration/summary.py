"""Everything typed, as it will be recorded: what the check page lists, step by step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.projects.queries import deduce_region, places
from app.registration import queries
from app.registration.forms import (
    AmountStep,
    FundersStep,
    InstalmentsStep,
    MilestonesStep,
    PartnersStep,
    ProjectStep,
    TerritoryStep,
)
from app.registration.guide import Guide
from app.registration.places import proposed_scale
from app.registration.words import LABELS
from app.web.filters import NOTHING, date_fr, money

NO_REGION = "Aucune\u00a0: interrégional ou national"
Item = tuple[str, str]


class Summary:
    """Only steps without fault are read; the others are named by their faults."""

    def __init__(self, session: Session, guide: Guide) -> None:
        self.session = session
        self.guide = guide
        self.profiles = dict(queries.profiles(session))

    def items(self, slug: str) -> list[Item]:
        kept = self.guide.step(slug)
        if kept.form.has_errors:
            return []
        found: list[Item] = getattr(self, f"_{slug}")(kept.form.data)
        return found

    def _projet(self, step: ProjectStep) -> list[Item]:
        known = queries.project_choices(self.session)
        single: list[tuple[str, object, Mapping[str, str]]] = [
            ("programme_id", step.programme_id, dict(known.programmes)),
            ("phase_code", step.phase_code, dict(known.phases)),
            ("category_code", step.category_code, dict(known.categories)),
            ("mode_code", step.mode_code, dict(known.modes)),
            ("objective_code", step.objective_code, dict(known.objectives)),
            ("engineering_code", step.engineering_code, dict(known.engineerings)),
        ]
        prose = [("summary", step.summary), ("need", step.need), ("answer", step.answer)]
        several = [("domain_codes", step.domain_codes, known.domains), ("goal_codes", step.goal_codes, known.goals)]
        lines = [("title", step.title), *((name, options.get(str(code), "")) for name, code, options in single)]
        lines += [
            *prose,
            *((name, ", ".join(dict(options)[code] for code in codes)) for name, codes, options in several),
        ]
        return [(LABELS[name], value) for name, value in lines if value]

    def _territoire(self, step: TerritoryStep) -> list[Item]:
        chosen = places(self.session, step.territory_ids)
        regions, scales = dict(queries.regions(self.session)), dict(queries.scales(self.session))
        region = step.region_code or deduce_region(self.session, step.territory_ids)
        scale = step.scale_code or proposed_scale(chosen)
        return [
            (LABELS["territory_ids"], ", ".join(one.shown for one in chosen) or NOTHING),
            (LABELS["region_code"], regions.get(region or "", NOTHING if not region and not chosen else NO_REGION)),
            (LABELS["scale_code"], scales.get(scale or "", NOTHING)),
        ]

    def _partenaires(self, step: PartnersStep) -> list[Item]:
        roles = dict(queries.roles(self.session))
        return [
            (
                roles.get("porteur" if place == 0 else row.role_code, row.role_code),
                " · ".join(part for part in (self._name(row), row.contact_name, row.contact_email) if part),
            )
            for place, row in enumerate(step.partners)
        ]

    def _montant(self, step: AmountStep) -> list[Item]:
        dates = [(LABELS[name], date_fr(getattr(step, name))) for name in ("copil_on", "starts_on", "ends_on")]
        return [
            (LABELS["amount"], money(step.amount)),
            (LABELS["copil_number"], step.copil_number or NOTHING),
            *dates,
            *([(LABELS["purpose"], step.purpose)] if step.purpose else []),
        ]

    def _financeurs(self, step: FundersStep) -> list[Item]:
        rest = (self.guide.amount.amount if self.guide.amount else 0) - sum(row.amount for row in step.funders)
        shares = [(self._name(row), money(row.amount)) for row in step.funders]
        return [*shares, *([("Reste à affecter", money(rest))] if rest else [])]

    def _tranches(self, step: InstalmentsStep) -> list[Item]:
        rows = [(row.label, f"{money(row.amount)} le {date_fr(row.due_on)}") for row in step.instalments]
        return rows or [("Aucune tranche", "à prévoir avant la signature")]

    def _jalons(self, step: MilestonesStep) -> list[Item]:
        kept = [row for row in step.milestones if row.keep]
        rows = [(str(row.title), f"{date_fr(row.due_on)}{', déjà fait' if row.done else ''}") for row in kept]
        referents = dict(queries.referents(self.session))
        followed = (LABELS["referent_id"], referents.get(str(step.referent_id), "Personne encore"))
        return [followed, *(rows or [("Aucun jalon", "à prévoir plus tard")])]

    def _name(self, row: Any) -> str:
        """A new organisation says so, with its profile: the one place where it can still be stopped."""
        if not row.is_new:
            return str(row.name)
        return f"{row.name} (nouvelle organisation\u00a0: {self.profiles.get(row.profile_code, '')})"
