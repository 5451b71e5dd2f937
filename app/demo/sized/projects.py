"""A project of any number: what it is, where, who is in it, and what it leaves."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from app.demo.calendar import add_months
from app.demo.closing import LEFT
from app.demo.sized.organisations import Organisation, Organisations
from app.demo.sized.tables import Row, Rows
from app.demo.sized.vocabulary import Vocabulary
from app.demo.sized.words import ACTIONS, AGES, CONTRIBUTIONS, PLACES, STATUSES

INTERREGIONAL = 0.03
SUMMARY = (
    "Une alliance fictive, {} : associations, entreprises et collectivités y cherchent ensemble une réponse qu’aucune "
    "n’aurait trouvée seule."
)
NEED = "Les habitants disent manquer d’une réponse proche, durable et construite avec eux."
ANSWER = "Un lieu, un calendrier commun et des moyens mis en partage, évalués par chacun des partenaires."


@dataclass
class Made:
    """What the other makers need to know of a project."""

    number: int
    code: str
    status: str
    domain: str
    copil_on: date | None
    members: list[Organisation]
    partners: list[int] = field(default_factory=list)
    """Number of the row of each member, in the same order."""

    @property
    def starts_on(self) -> date | None:
        return add_months(self.copil_on, 1) if self.copil_on else None

    @property
    def ends_on(self) -> date | None:
        return add_months(self.copil_on, 25) if self.copil_on else None


def make_project(
    rows: Rows, words: Vocabulary, organisations: Organisations, referents: list[int], random: Random, today: date
) -> Made:
    status = random.choice(STATUSES)
    copil_on = add_months(today, -random.randint(*AGES[status])) if status in AGES else None
    number = rows.next("project")
    code = f"ODD17-{(copil_on or today).year}-{number:03d}"
    members, domains = organisations.of(number, random), random.sample(words.domains, 2)
    made = Made(number, code, status, domains[0], copil_on, members)
    commune = organisations.place(number)
    rows.of["project"].append(_project(made, words, commune.label, commune.region, referents, random, today))
    rows.of["project_territory"].append((number, commune.id))
    rows.of["project_domain"] += [(number, domain) for domain in domains]
    rows.of["project_goal"] += [(number, goal) for goal in {"17", random.choice(words.goals)}]
    _partners(rows, made, random)
    if status in ("termine", "capitalise"):
        _deliverables(rows, words, made, today)
    return made


def _project(
    made: Made, words: Vocabulary, label: str, region: str, referents: list[int], random: Random, today: date
) -> Row:
    mode, category = random.choice(words.modes)
    everywhere = random.random() < INTERREGIONAL
    agreed = made.status not in ("repere", "instruction", "valide")
    followed = made.status not in ("repere", "abandonne")
    return (
        made.number, made.code, f"{random.choice(ACTIONS)} {random.choice(PLACES)}, {label}", made.status,
        _programme(words, made.copil_on or today), "Plusieurs régions" if everywhere else label,
        None if everywhere else region, "interregional" if everywhere else random.choice(words.scales[:6]),
        random.choice(words.phases), category, mode, random.choice(words.objectives), random.choice(words.engineerings),
        made.starts_on, made.ends_on, "2" if agreed else "", made.starts_on if agreed else None,
        referents[made.number % len(referents)] if followed and referents else None, SUMMARY.format(label), NEED,
        ANSWER,
    )  # fmt: skip


def _programme(words: Vocabulary, day: date) -> int:
    return next(number for number, starts_on in reversed(words.programmes) if starts_on <= day)


def _partners(rows: Rows, made: Made, random: Random) -> None:
    for place, member in enumerate(made.members):
        number = rows.next("partner")
        made.partners.append(number)
        left_on = made.ends_on if place > 1 and made.status == "capitalise" and random.random() < 0.1 else None
        rows.of["partner"].append(
            (number, made.number, member.number, member.role if place else "porteur", made.starts_on, left_on,
             random.choice(CONTRIBUTIONS), f"Contact fictif {place + 1}", mail(made, place),
             *(random.randrange(3) for _ in range(4)))
        )  # fmt: skip


def mail(made: Made, place: int) -> str:
    return f"contact{place + 1}@{made.code.lower()}.example"


def _deliverables(rows: Rows, words: Vocabulary, made: Made, today: date) -> None:
    """« capitalisé » left all its deliverables; « terminé » is still at it, one pillar in two."""
    assert made.copil_on is not None  # noqa: S101
    for place, pillar in enumerate(words.pillars):
        title, months, kept_at = LEFT.get(pillar, ("Livrable de l’alliance", 27, "Au siège de l’association porteuse"))
        ticked = made.status == "capitalise" or place % 2 == 0
        done_on = min(add_months(made.copil_on, months), today - timedelta(days=1))
        rows.of["deliverable"].append(
            (made.number, pillar, title, done_on if ticked else None, kept_at if ticked else "", made.partners[0])
        )
