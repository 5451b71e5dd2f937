"""The block « Axes » of « Synthèse »: the median of the projects on each axis, at each moment."""

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.regional import Regional
from app.exchanges.funder.shares import aligned
from evaluation import round_half_up
from imports.export.sheets import Block, Chart, ChartKind, Column, Formula, Kind, Row, Value

TITLE = "Médiane des projets, axe par axe"
NOTE = (
    "Points sur 100, scores publiés seulement\u202f; le nombre de projets évalués est dans « Régions ». L’écran donne "
    "ces médianes pour tout le portefeuille\u00a0; celles d’un choix de projets ne se lisent qu’ici."
)


def medians_block(whole: Whole, where: Column) -> Block | None:
    """Only the moments at which something is published; nothing when nothing is."""
    moments = [own for own in whole.moments if own.spoken]
    if not moments:
        return None
    newest = moments[-1]
    codes = list(dict.fromkeys(code for own in reversed(moments) for code in own.grid.score_codes))
    rows: list[Row] = []
    for code in codes:
        page = f"/regions?axe={code}" if whole.on_screen and not whole.choice.projects.chosen else "feuille Régions"
        label = whole.versions[newest.grid.reference].label(code).partition(" (")[0]
        rows.append((label, *(_median(whole, own, code) for own in moments), page))
    headers = [own.moment.label.capitalize() for own in moments]
    columns = (Column("Axe", Kind.TEXT, width=34), *(Column(header, Kind.SCORE, width=18) for header in headers), where)
    chart = Chart(ChartKind.COLUMNS, TITLE, _told(rows, headers), headers)
    names = [f"mediane_{code}" if code.isidentifier() else "" for code in codes]
    return aligned(Block(TITLE, columns, rows, NOTE, names, chart))


def _median(whole: Whole, own: Regional, code: str) -> Value:
    figures = own.national.axes.get(code)
    if figures is None or figures.median is None:
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
