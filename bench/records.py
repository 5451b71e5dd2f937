"""Organisations, projects, their places and partners."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.rows import Rows
from bench.words import ACTIONS, BODIES, NAMES, PLACES, STATUSES, Vocabulary

FUNDERS = 4
PARTNERS = 4  # in every project, its porteur included


def organisations(projects: int) -> int:
    """As many as projects, and enough of them for one alliance and the funders."""
    return projects + FUNDERS + PARTNERS


def organisation_rows(rng: Random, words: Vocabulary, projects: int, _today: date) -> Iterator[Rows]:
    values = []
    for number in range(1, organisations(projects) + 1):
        commune = rng.choice(words.communes)
        name = f"{rng.choice(BODIES)} {rng.choice(NAMES)} de {commune[1]} n° {number}"
        siren = f"{300_000_000 + number * 7:09d}" if rng.random() < 0.8 else None
        values.append((number, name, rng.choice(words.profiles), siren, commune[0]))
    yield Rows("organisation", ("id", "name", "profile_code", "siren", "commune_id"), values)


def project_rows(rng: Random, words: Vocabulary, projects: int, today: date) -> Iterator[Rows]:
    yield Rows("programme", ("id", "code", "title"), [(1, "P1", "Premier plan"), (2, "P2", "Second plan")])
    columns = ("id", "code", "title", "status", "programme_id", "territory_label", "region_code", "phase_code",
               "category_code", "starts_on", "ends_on", "charter_version", "charter_signed_on")  # fmt: skip
    values, places, domains, goals = [], [], [], []
    for number in range(1, projects + 1):
        commune = rng.choice(words.communes)
        starts = today - timedelta(days=rng.randrange(-60, 1000))
        values.append(
            (number, f"ODD17-{starts.year}-{number:03d}", f"{rng.choice(ACTIONS)} {rng.choice(PLACES)} de {commune[1]}",
             rng.choice(STATUSES), rng.choice((1, 2)), commune[1], commune[2] if rng.random() < 0.9 else None,
             rng.choice(words.phases), rng.choice(words.categories), starts, starts + timedelta(days=730), "v1", starts)
        )  # fmt: skip
        places.append((number, commune[0]))
        domains += [(number, code) for code in rng.sample(words.domains, 2)]
        goals += [(number, code) for code in rng.sample(words.goals, 2)]
    yield Rows("project", columns, values)
    yield Rows("project_territory", ("project_id", "territory_id"), places)
    yield Rows("project_domain", ("project_id", "domain_code"), domains)
    yield Rows("project_goal", ("project_id", "goal_code"), goals)


def partner_rows(rng: Random, words: Vocabulary, projects: int, today: date) -> Iterator[Rows]:
    columns = ("project_id", "organisation_id", "role_code", "joined_on", "contribution")
    values = []
    for project in range(1, projects + 1):
        joined = today - timedelta(days=rng.randrange(1000))
        for place, organisation in enumerate(alliance(project, projects)):
            role = rng.choice(words.roles) if place else "porteur"
            values.append((project, organisation, role, joined, rng.choice(("", "Locaux et temps d’animation"))))
    yield Rows("partner", columns, values)


def alliance(project: int, projects: int) -> list[int]:
    """The organisations of a project: its own first, then its neighbours."""
    count = organisations(projects) - FUNDERS
    return [FUNDERS + 1 + (project - 1 + step) % count for step in range(PARTNERS)]
