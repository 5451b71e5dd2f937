"""What the imports of these tests write: a bit of everything."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, insert

from app.models import StatusMove, project_domain
from tests import factories as make
from tests.app.exchanges.imports.undoing.world import SIRENS, World


def rename(world: World, pick: int) -> None:
    table, column = (("project", "title"), ("milestone", "title"), ("organisation", "name"), ("instalment", "label"))[
        pick % 4
    ]
    if records := world.all(table):
        world.put(records[pick % len(records)], column, world.fresh("Importé"))


def add_project(world: World, pick: int) -> None:
    project = make.a_project(world.session, title=world.fresh("Importé"), status="repere")
    organisations = world.all("organisation")
    known = organisations[pick % len(organisations)] if pick % 2 else None
    partner = make.a_partner(world.session, project, known)
    milestone = make.a_milestone(world.session, project, partner_id=partner.id)
    make.an_instalment(world.session, make.an_investment(world.session, project), milestone_id=milestone.id)


def add_to_a_project(world: World, pick: int) -> None:
    projects, instalments = world.all("project"), world.all("instalment")
    milestone = make.a_milestone(world.session, projects[pick % len(projects)], title=world.fresh("Importé"))
    if instalments and pick % 3:
        world.put(instalments[pick % len(instalments)], "milestone_id", milestone.id)


def add_money(world: World, pick: int) -> None:
    projects = world.all("project")
    make.an_instalment(world.session, make.an_investment(world.session, projects[pick % len(projects)]))


def change_number(world: World, pick: int) -> None:
    organisations = world.all("organisation")
    siren = (None, *SIRENS)[pick % 4]
    if siren is None or siren not in {each.siren for each in organisations}:
        world.put(organisations[pick % len(organisations)], "siren", siren)


def change_domains(world: World, pick: int) -> None:
    projects = world.all("project")
    project = projects[pick % len(projects)]
    world.session.execute(delete(project_domain).where(project_domain.c.project_id == project.id))
    code = ("sante", "emploi", "culture")[pick % 3]
    world.session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": code}])


def move(world: World, pick: int) -> None:
    projects = [project for project in world.all("project") if project.status == "repere"]
    if projects:
        project = projects[pick % len(projects)]
        world.session.add(StatusMove(project_id=project.id, from_status="repere", to_status="instruction"))
        world.put(project, "status", "instruction")


def change_money(world: World, pick: int) -> None:
    if instalments := world.all("instalment"):
        instalment = instalments[pick % len(instalments)]
        world.put(instalment, "amount_eur", Decimal(next(world.number)))
        world.put(instalment, "due_on", date(2030, 1, 1 + pick % 28))


WRITES: tuple[Callable[[World, int], None], ...] = (
    rename, add_project, add_to_a_project, add_money, change_number, change_domains, move, change_money,
)  # fmt: skip
