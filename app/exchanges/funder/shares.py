"""Two blocks of « Synthèse »: the money by programme or by region, and the projects by status."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.followed import ProjectLine
from app.exchanges.funder.money import COMMITTED, DUE, PAID, Amounts, summed
from app.models import ProjectStatus
from app.projects.filters import INTERREGIONAL
from app.wording import euros
from imports.export.sheets import Block, Chart, ChartKind, Column, Formula, Kind, Row

NO_PROGRAMME = "Sans programme"
SHOWN = (COMMITTED, PAID, DUE)
COLUMNS = 5
"""Of the widest block: a name, three figures, where to see them."""


def money_block(whole: Whole, where: Column) -> Block:
    """By programme when the projects have several, else by region; in the order of names."""
    programmes = {line.programme for line in whole.projects}
    if len(programmes) > 1:
        return _money(whole, where, "Programme", lambda line: line.programme or "", _programme)
    return _money(whole, where, "Région", lambda line: line.region, _region)


def _programme(line: ProjectLine) -> dict[str, str]:
    return {"programme": line.programme_code or ""}


def _region(line: ProjectLine) -> dict[str, str]:
    return {"region": line.region_code or INTERREGIONAL}


@dataclass(slots=True)
class Group:
    """Projects of one name: one of them, the programmes they belong to, their money."""

    first: ProjectLine
    programmes: set[str | None]
    amounts: Amounts


def _money(
    whole: Whole,
    where: Column,
    header: str,
    key: Callable[[ProjectLine], str],
    narrowed: Callable[[ProjectLine], dict[str, str]],
) -> Block:
    groups = _groups(whole, key)
    names, rows = sorted(groups, key=lambda name: (not name, name.casefold())), list[Row]()
    told = []
    for name in names:
        group = groups[name]
        sums = [group.amounts.sums[nature] for nature in SHOWN]
        page = whole.page(**narrowed(group.first)) if _is_one(group) else whole.report()
        formulas = [
            Formula(_summed(whole, header, name, nature), value) for nature, value in zip(SHOWN, sums, strict=True)
        ]
        rows.append((name or NO_PROGRAMME, *formulas, page))
        told.append(f"{name or NO_PROGRAMME}, {euros(sums[0])} engagés, {euros(sums[1])} versés, {euros(sums[2])} dus")
    columns = (Column(header, Kind.TEXT, width=34), *(Column(nature, Kind.MONEY, width=18) for nature in SHOWN), where)
    title = f"Engagé, versé et dû par {header.lower()}"
    alternative = f"{title}\u00a0: " + "\u202f; ".join(told) + "."
    chart = Chart(ChartKind.BARS, title, alternative, SHOWN)
    return Block(title, columns, rows, chart=chart if rows else None)


def _groups(whole: Whole, key: Callable[[ProjectLine], str]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for line, amounts in zip(whole.projects, whole.amounts, strict=True):
        group = groups.setdefault(key(line), Group(line, set(), Amounts()))
        group.programmes.add(line.programme_code)
        group.amounts = summed((group.amounts, amounts))
    return groups


def _is_one(group: Group) -> bool:
    """The list of projects can be narrowed to one programme, neither to none nor to two of the same name."""
    return len(group.programmes - {None}) == 1


def _summed(whole: Whole, header: str, name: str, nature: str) -> str:
    text = name.replace('"', '""')
    given, amounts = whole.column("Financements", header), whole.column("Financements", nature)
    return f'SUMPRODUCT(({given}="{text}")*{amounts})'


def status_block(whole: Whole, where: Column) -> Block:
    """In the order of the steps of a project."""
    counts = Counter(line.status for line in whole.projects)
    kept = {status: counts[status] for status in ProjectStatus if counts[status]}
    column = whole.column("Projets", "Statut")
    rows: list[Row] = [
        (status.label, Formula(f'COUNTIF({column},"{status.label}")', count), whole.page(statut=status))
        for status, count in kept.items()
    ]
    columns = (Column("Statut", Kind.TEXT, width=34), Column("Projets", Kind.COUNT, width=18), where)
    told = ", ".join(f"{status.label.lower()} {count}" for status, count in kept.items())
    chart = Chart(ChartKind.COLUMNS, "Projets par statut", f"Nombre de projets par statut\u00a0: {told}.", ("Projets",))
    return aligned(Block("Projets par statut", columns, rows, chart=chart if rows else None))


def aligned(block: Block) -> Block:
    """« Où le voir » in the same column in every block: the blocks of fewer figures leave blanks before it."""
    missing = COLUMNS - len(block.columns)
    blanks = tuple(Column(" " * place, Kind.COUNT, width=18) for place in range(1, missing + 1))
    rows: list[Row] = [(*row[:-1], *(None,) * missing, row[-1]) for row in block.rows]
    return replace(block, columns=(*block.columns[:-1], *blanks, block.columns[-1]), rows=rows)
