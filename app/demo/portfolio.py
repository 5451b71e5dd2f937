"""Projects, partners, money, milestones and indicators of the demonstration."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.demo.money import fund
from app.demo.schedule import measure, plan
from app.demo.stories import Story
from app.demo.trajectories import describe_model
from app.models import (
    Domain,
    Organisation,
    Partner,
    PartnershipMode,
    Programme,
    Project,
    SustainableGoal,
    Territory,
)

# letter of a story → profile, name of the made-up organisation, role
KINDS: dict[str, tuple[str, str, str]] = {
    "a": ("association", "Collectif {} en commun", "partenaire"),
    "c": ("collectivite", "Communauté de communes {}", "collectivite_accueil"),
    "e": ("entreprise", "Coopérative {}", "partenaire"),
    "f": ("fondation", "Fondation {}", "financeur"),
    "i": ("institution", "Délégation territoriale {}", "partenaire"),
    "k": ("organisation_professionnelle", "Chambre des métiers {}", "partenaire"),
    "o": ("accompagnement", "Pôle de coopération {}", "catalyseur"),
    "p": ("entreprise", "Ateliers {}", "partenaire"),
    "u": ("academique", "Université {}", "academique"),
    "z": ("citoyens", "Conseil citoyen {}", "beneficiaires"),
}
FUNDERS = ("Fondation Horizons partagés", "Caisse solidaire des territoires", "Mutuelle Alizé")
PROGRAMMES = (
    ("PHASE-1", "Expérimentation 2020-2022", date(2020, 1, 1), date(2022, 12, 31), Decimal(1_500_000)),
    ("PLAN-2023", "Plan d’investissement 2023-2025", date(2023, 1, 1), date(2025, 12, 31), Decimal(900_000)),
    ("PLAN-2026", "Plan d’investissement 2026-2028", date(2026, 1, 1), date(2028, 12, 31), Decimal(1_200_000)),
)
PHASES = {"experimentations_innovantes": "emergence", "changement_echelle": "deploiement", "consortium": "deploiement"}


@dataclass
class Shared:
    funders: list[Organisation]
    programmes: list[Programme]
    modes: dict[str, str]
    domains: dict[str, Domain]
    goals: dict[str, SustainableGoal]


@dataclass
class Built:
    project: Project
    partners: list[Partner]
    organisations: list[Organisation]
    copil_on: date | None
    starts_on: date | None
    extra: dict[str, object] = field(default_factory=dict)


def shared_records(session: Session) -> Shared:
    funders = [Organisation(name=f"{name} (fictive)", profile_code="fondation") for name in FUNDERS]
    plans = programmes()
    session.add_all([*funders, *plans])
    session.flush()
    return Shared(
        funders,
        plans,
        {mode.code: mode.category_code for mode in session.scalars(select(PartnershipMode))},
        {domain.code: domain for domain in session.scalars(select(Domain))},
        {goal.code: goal for goal in session.scalars(select(SustainableGoal))},
    )


def programmes() -> list[Programme]:
    return [
        Programme(
            code=code, title=title, starts_on=first, ends_on=last, envelope_eur=envelope,
            envelope_source="Montant fictif, pour la démonstration", envelope_dated_on=first,
        )
        for code, title, first, last, envelope in PROGRAMMES
    ]  # fmt: skip


def build_project(session: Session, shared: Shared, story: Story, number: int, today: date) -> Built:
    copil_on = add_months(today, -story.age) if story.age else None
    starts_on = add_months(copil_on, 1) if copil_on else None
    project = Project(
        **texts(story),
        code=f"ODD17-{(copil_on or today).year}-{number:03d}",
        status=story.status,
        programme_id=programme_of(shared, copil_on or today).id,
        starts_on=starts_on,
        ends_on=add_months(starts_on, 24) if starts_on else None,
        charter_version="2" if story.status not in ("repere", "instruction", "valide") else "",
        charter_signed_on=add_months(copil_on, 1) if copil_on and signed(story) else None,
        category_code=shared.modes[story.mode],
        domains=[shared.domains[story.domain]],
        goals=[shared.goals[code] for code in ("17", "17.17")],
        territories=list(session.scalars(select(Territory).where(Territory.id.in_(story.territories)))),
    )
    session.add(project)
    session.flush()
    organisations = [organisation(session, story, letter, place) for place, letter in enumerate(story.partners)]
    partners = [partner(session, project, story, *pair, starts_on) for pair in enumerate(organisations)]
    built = Built(project, partners, organisations, copil_on, starts_on)
    milestones = plan(session, built, story, today)
    fund(session, built, story, shared.funders, milestones, today)
    measure(session, built, story, number, today)
    describe_model(session, built, number, today)
    return built


def signed(story: Story) -> bool:
    return story.status not in ("repere", "instruction", "valide")


def texts(story: Story) -> dict[str, str | None]:
    where = story.place if story.region else "plusieurs régions"
    return {
        "title": story.title,
        "territory_label": story.place,
        "region_code": story.region,
        "mode_code": story.mode,
        "phase_code": PHASES.get(story.mode, "modelisation"),
        "objective_code": "territoire",
        "engineering_code": "projet",
        "scale_code": "bassin_de_vie" if story.region else "interregional",
        "summary": f"Une alliance fictive, {where} : associations, entreprises et collectivités y cherchent ensemble "
        "une réponse qu’aucune n’aurait trouvée seule.",
        "need": "Les habitants disent manquer d’une réponse proche, durable et construite avec eux.",
        "answer": "Un lieu, un calendrier commun et des moyens mis en partage, évalués par chacun des partenaires.",
    }


def programme_of(shared: Shared, day: date) -> Programme:
    return next(p for p in reversed(shared.programmes) if p.starts_on and p.starts_on <= day)


def organisation(session: Session, story: Story, letter: str, place: int) -> Organisation:
    profile, pattern, _ = KINDS[letter]
    pattern = "Association des habitants, {}" if place and letter == "a" else pattern
    made = Organisation(name=pattern.format(story.place), profile_code=profile)
    session.add(made)
    session.flush()
    return made


def partner(
    session: Session, project: Project, story: Story, place: int, member: Organisation, joined: date | None
) -> Partner:
    letter = story.partners[place]
    made = Partner(
        project_id=project.id,
        organisation_id=member.id,
        role_code="porteur" if place == 0 else KINDS[letter][2],
        joined_on=joined,
        contact_name=f"Contact fictif {place + 1}",
        contact_email=f"contact{place + 1}@{project.code.lower()}.example",
        priority_d1=1 + (place + len(story.title)) % 2,
        priority_d2=(place + 1) % 3,
        priority_d3=1,
        priority_d4=2 if letter in "eu" else 1,
    )
    session.add(made)
    session.flush()
    return made
