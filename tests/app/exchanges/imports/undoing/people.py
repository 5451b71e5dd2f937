"""What people do meanwhile, through the verbs of the pages; a verb that refuses changes nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from app.errors import DomainError
from app.investments.service import add_instalment, add_investment, remove_instalment, update_instalment
from app.milestones.service import add_milestone, remove_milestone, update_milestone
from app.partners.service import add_partner, create_organisation, remove_partner, update_organisation
from app.projects.service import move_status, update_project
from tests.app.exchanges.imports.undoing.world import MODELS, SIRENS, Cell, Import, World

TODAY = date(2026, 1, 5)
UPDATES: dict[tuple[str, str], Callable[..., Any]] = {
    ("project", "title"): lambda session, project, **typed: update_project(session, project, version=None, **typed),
    ("milestone", "title"): update_milestone,
    ("organisation", "name"): update_organisation,
    ("instalment", "label"): update_instalment,
}
REMOVALS: dict[str, Callable[..., None]] = {
    "milestone": remove_milestone,
    "instalment": remove_instalment,
    "partner": remove_partner,
}
Picks = tuple[int, int]


def types(world: World, picks: Picks, _last: Import | None) -> None:
    place = sorted(UPDATES)[picks[0] % len(UPDATES)]
    if records := world.all(place[0]):
        _types(world, records[picks[1] % len(records)], place[1])


def corrects(world: World, picks: Picks, last: Import | None) -> None:
    """In a field that an import wrote, or in a record that it created."""
    cells = [cell for cell in _written(world, last) if world.exists(cell.table, cell.id)] if last else []
    if cells:
        cell = cells[picks[0] % len(cells)]
        _types(world, world.session.get_one(MODELS[cell.table], cell.id), cell.column)


def _types(world: World, record: Any, column: str) -> None:
    value = world.fresh("Tapé")
    UPDATES[record.__tablename__, column](world.session, record, user=None, **{column: value})
    world.type(record, column, value)


def _written(world: World, made: Import) -> list[Cell]:
    created = (
        Cell(table, record.id, column)
        for table, column in UPDATES
        for record in world.all(table)
        if (table, record.id) not in made.there
    )
    return [*(cell for cell in made.cells if cell[::2] in UPDATES), *created]


def types_a_number(world: World, picks: Picks, _last: Import | None) -> None:
    records, siren = world.all("organisation"), SIRENS[picks[0] % len(SIRENS)]
    record = records[picks[1] % len(records)]
    if record.siren != siren:
        update_organisation(world.session, record, siren=siren, user=None)
        world.type(record, "siren", siren)


def ties(world: World, picks: Picks, _last: Import | None) -> None:
    instalments, milestones = world.all("instalment"), world.all("milestone")
    if instalments and milestones:
        instalment, milestone = instalments[picks[0] % len(instalments)], milestones[-1 - picks[1] % len(milestones)]
        if instalment.milestone_id != milestone.id:
            update_instalment(world.session, instalment, milestone_id=milestone.id, user=None)
            world.type(instalment, "milestone_id", milestone.id)


def moves(world: World, picks: Picks, _last: Import | None) -> None:
    if projects := [project for project in world.all("project") if project.status != "abandonne"]:
        project = projects[picks[0] % len(projects)]
        move_status(world.session, project, to="abandonne", reason="Arrêté.", user=None, today=TODAY)
        world.type(project, "status", "abandonne")


def adds(world: World, picks: Picks, _last: Import | None) -> None:
    """To what came last, which an import may have created."""
    projects, organisations = world.all("project"), world.all("organisation")
    project, organisation = projects[-1 - picks[0] % 2], organisations[-1 - picks[1] % 2]
    title = world.fresh("Ajouté")
    made: tuple[Callable[[], Any], ...] = (
        lambda: create_organisation(world.session, name=title, profile_code="association", user=None),
        lambda: add_partner(
            world.session, project=project, organisation=organisation, role_code="partenaire", user=None
        ),
        lambda: add_milestone(
            world.session, project=project, kind_code="lancement", title=title, due_on=TODAY, user=None
        ),
        lambda: add_investment(world.session, project=project, amount_eur=Decimal(1000), user=None),
    )
    world.own(made[(picks[0] + picks[1]) % len(made)]())


def pays(world: World, picks: Picks, _last: Import | None) -> None:
    if investments := world.all("investment"):
        investment = investments[-1 - picks[0] % min(2, len(investments))]
        label, amount = world.fresh("Ajouté"), Decimal(1000)
        world.own(
            add_instalment(
                world.session, investment=investment, label=label, due_on=TODAY, amount_eur=amount, user=None
            )
        )


def removes(world: World, picks: Picks, _last: Import | None) -> None:
    table = sorted(REMOVALS)[picks[0] % len(REMOVALS)]
    if records := world.all(table):
        record = records[picks[1] % len(records)]
        number = record.id
        REMOVALS[table](world.session, record, user=None)
        world.session.expire_all()
        world.forget(table, number)


DEEDS = (types, corrects, corrects, types_a_number, ties, moves, adds, adds, pays, removes)


def do(world: World, deed: int, picks: Picks, last: Import | None) -> bool:
    """Whether it was done."""
    try:
        DEEDS[deed % len(DEEDS)](world, picks, last)
    except DomainError:
        return False
    return True
