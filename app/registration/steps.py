"""The steps of a registration, in order, and what each holds once read."""

from dataclasses import dataclass

from pydantic import BaseModel

from app.errors import NotFound
from app.registration import forms


@dataclass(frozen=True)
class Step:
    slug: str
    title: str
    model: type[BaseModel]
    group: str = ""  # its repeated rows, when it has some
    fixed_rows: int = 0  # rows that keep their place even when blank
    ignored: tuple[str, ...] = ()  # fields that do not make a row count as filled
    needed: bool = True  # has to be gone through before the end
    hint: str = ""


STEPS = (
    Step("projet", "Le projet", forms.ProjectStep, hint="Titre, programme, besoin et réponse"),
    Step(
        "territoire",
        "Le territoire",
        forms.TerritoryStep,
        needed=False,
        hint="Communes, intercommunalités, départements\u202f; la région s’en déduit",
    ),
    Step(
        "partenaires",
        "Le porteur et les partenaires",
        forms.PartnersStep,
        group="partners",
        fixed_rows=1,
        ignored=("role_code", "known"),
        hint="Qui porte le projet, avec qui, dans quel rôle",
    ),
    Step("montant", "Le montant et le COPIL", forms.AmountStep, hint="Montant investi, décision, dates du projet"),
    Step(
        "financeurs",
        "Les financeurs",
        forms.FundersStep,
        group="funders",
        ignored=("known",),
        needed=False,
        hint="Quelle part vient de quel financeur",
    ),
    Step(
        "tranches",
        "Les tranches",
        forms.InstalmentsStep,
        group="instalments",
        ignored=("milestone_kind",),
        hint="Proposées d’après le montant et les dates",
    ),
    Step(
        "jalons",
        "Les jalons",
        forms.MilestonesStep,
        group="milestones",
        ignored=("keep", "done"),
        hint="Calendrier habituel du fonds, à ajuster",
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}
CHECK = "verification"


def step_named(slug: str) -> Step:
    try:
        return BY_SLUG[slug]
    except KeyError:
        raise NotFound from None


def number_of(step: Step) -> int:
    return STEPS.index(step) + 1


def after(step: Step) -> str:
    place = STEPS.index(step) + 1
    return STEPS[place].slug if place < len(STEPS) else CHECK


def before(step: Step) -> str:
    """The step before, nothing before the first."""
    place = STEPS.index(step)
    return STEPS[place - 1].slug if place else ""
