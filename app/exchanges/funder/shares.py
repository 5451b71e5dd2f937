"""Two blocks of « Synthèse »: the money by programme or by region, and the projects by status."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.followed import ProjectLine
from app.exchanges.funder.money import COMMITTED, DUE, PAID
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


def _money(
    whole: Whole,
    where: Column,
    header: str,
    key: Callable[[ProjectLine], str],
    narrowed: Callable[[ProjectLine], dict[str, str]],
) -> Block:
    groups: dict[str, list[ProjectLine]] = {}
    for line in whole.projects:
        groups.setdefault(key(line), []).append(line)
    names, rows = sorted(groups, key=lambda name: (not name, name.casefold())), list[Row]()
    told = []
    for name in names:
        lines = groups[name]
        sums = [_sum(whole, lines, nature) for nature in SHOWN]
        page = whole.page(**narrowed(lines[0])) if _is_one(lines) else whole.report()
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


def _is_one(lines: list[ProjectLine]) -> bool:
    """The list of projects can be narrowed to one programme, neither to none nor to two of the same name."""
    return len({line.programme_code for line in lines} - {None}) == 1


def _sum(whole: Whole, lines: list[ProjectLine], nature: str) -> Decimal:
    kept = (whole.amounts[line.code].sums[nature] for line in lines if line.code in whole.amounts)
    return sum(kept, Decimal(0))


def _summed(whole: Whole, header: str, name: str, nature: str) -> str:
    text = name.replace('"', '""')
    given, amounts = whole.column("Financements", header), whole.column("Financements", nature)
    return f'SUMPRODUCT(({given}="{text}")*{amounts})'


def status_block(whole: Whole, where: Column) -> Block:
    """In the order of the steps of a project."""
    groups = {status: [line for line in whole.projects if line.status is status] for status in ProjectStatus}
    kept = {status: lines for status, lines in groups.items() if lines}
    column = whole.column("Projets", "Statut")
    rows: list[Row] = [
        (status.label, Formula(f'COUNTIF({column},"{status.label}")', len(lines)), whole.page(statut=status))
        for status, lines in kept.items()
    ]
    columns = (Column("Statut", Kind.TEXT, width=34), Column("Projets", Kind.COUNT, width=18), where)
    told = ", ".join(f"{status.label.lower()} {len(lines)}" for status, lines in kept.items())
    chart = Chart(ChartKind.COLUMNS, "Projets par statut", f"Nombre de projets par statut\u00a0: {told}.", ("Projets",))
    return aligned(Block("Projets par statut", columns, rows, chart=chart if rows else None))


def aligned(block: Block) -> Block:
    """« Où le voir » in the same column in every block: the blocks of fewer figures leave blanks before it."""
    missing = COLUMNS - len(block.columns)
    blanks = tuple(Column(" " * place, Kind.COUNT, width=18) for place in range(1, missing + 1))
    rows: list[Row] = [(*row[:-1], *(None,) * missing, row[-1]) for row in block.rows]
    return replace(block, columns=(*block.columns[:-1], *blanks, block.columns[-1]), rows=rows)
