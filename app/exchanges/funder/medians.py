"""The block « Axes » of « Synthèse »: the median of the projects on each axis, at each moment."""

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.regional import Regional
from app.exchanges.funder.shares import aligned
from evaluation import round_half_up
from imports.export.sheets import Block, Chart, ChartKind, Column, Formula, Kind, Row, Value

TITLE = "Médiane des projets, axe par axe"


def medians_block(whole: Whole, where: Column) -> Block | None:
    """Only the moments at which a median may be read; nothing when none may."""
    moments = [own for own in whole.moments if any(_is_read(own, code) for code in own.grid.score_codes)]
    if not moments:
        return None
    newest = moments[-1]
    codes = list(dict.fromkeys(code for own in reversed(moments) for code in own.grid.score_codes))
    rows: list[Row] = []
    for code in codes:
        label = whole.versions[newest.grid.reference].label(code).partition(" (")[0]
        rows.append((label, *(_median(whole, own, code) for own in moments), _page(whole, moments, code)))
    headers = [own.moment.label.capitalize() for own in moments]
    columns = (Column("Axe", Kind.TEXT, width=34), *(Column(header, Kind.SCORE, width=18) for header in headers), where)
    chart = Chart(ChartKind.COLUMNS, TITLE, _told(rows, headers), headers)
    names = [f"mediane_{code}" if code.isidentifier() else "" for code in codes]
    return aligned(Block(TITLE, columns, rows, _note(newest), names, chart))


def _note(newest: Regional) -> str:
    return (
        f"Points sur 100. Une médiane ne se lit qu’à partir de {newest.grid.regions.detail_max + 1} projets évalués, "
        "dont le nombre est dans «\u00a0Régions\u00a0». Seuls comptent les scores publiés."
    )


def _page(whole: Whole, moments: list[Regional], code: str) -> str:
    """The page of an axis shows the whole portfolio, one moment at a time."""
    if whole.on_screen and not whole.choice.projects.chosen and len(moments) == 1:
        return f"/regions?axe={code}&moment={moments[0].moment}"
    return whole.report()


def _is_read(own: Regional, code: str) -> bool:
    """Too few projects are listed, and nothing is said of them together."""
    figures = own.national.axes.get(code)
    return figures is not None and figures.n > own.grid.regions.detail_max


def _median(whole: Whole, own: Regional, code: str) -> Value:
    figures = own.national.axes.get(code)
    if figures is None or figures.median is None or not _is_read(own, code):
        return None
    row = whole.drawn.national[own.moment, code]
    return Formula(whole.tables["Régions"].cell("Médiane", row), figures.median)


def _told(rows: list[Row], headers: list[str]) -> str:
    lines = []
    for place, header in enumerate(headers, 1):
        told = [
            f"{row[0]} {str(round_half_up(float(value.value))).replace('.', ',')}"
            for row in rows
            if isinstance(value := row[place], Formula)
        ]
        lines.append(f"{header}\u00a0: {', '.join(told)}")
    return f"{TITLE}. {'. '.join(lines)}."
