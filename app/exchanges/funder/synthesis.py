"""The sheet « Synthèse »: key figures with where each is read on screen, and charts; formulas over the file."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.followed import DONE, LATE, state_of
from app.exchanges.funder.medians import medians_block
from app.exchanges.funder.money import ALLOCATED, COFINANCED, COMMITTED, DUE, PAID
from app.exchanges.funder.shares import aligned, money_block, status_block
from imports.export.sheets import Block, Column, Formula, Kind, PageSheet, Row, Value

WHERE = Column("Où le voir", Kind.CODE, width=30)
HEADING = "Synthèse"
INTRO = (
    "Chaque chiffre est une formule\u00a0: de case en case, on descend jusqu’aux opérations et aux réponses. "
    "Rien n’est classé."
)


def synthesis(whole: Whole) -> PageSheet:
    blocks = [key_money(whole), key_projects(whole), money_block(whole, WHERE), status_block(whole, WHERE)]
    if medians := medians_block(whole, WHERE):
        blocks.append(medians)
    return PageSheet("Synthèse", HEADING, blocks, INTRO, "Les chiffres clés et leurs graphiques, sur une page.")


def key_money(whole: Whole) -> Block:
    rows = list(_money_rows(whole))
    columns = (Column("Argent", Kind.TEXT, width=34), Column("Montant", Kind.MONEY, width=18), WHERE)
    return aligned(Block("L’argent", columns, [row for _, row in rows], names=[name for name, _ in rows]))


def _money_rows(whole: Whole) -> Iterator[tuple[str, tuple[Value, ...]]]:
    page, report = whole.page(), whole.report()
    yield "total_engage", ("Engagé", _total(whole, COMMITTED), page)
    if whole.choice.projects.financeur:
        own = _column_sum(whole, "Argent du financeur", whole.money.own)
        yield "total_financeur", ("dont argent de ce financeur", own, report)
    yield "total_affecte", ("Affecté à des financeurs", _total(whole, ALLOCATED), report)
    yield "total_verse", ("Versé", _total(whole, PAID), page)
    yield "total_du", ("Dû", _total(whole, DUE), page)
    yield "total_cofinance", ("Cofinancé par les autres", _total(whole, COFINANCED), report)
    label = "Levier, pour un euro de ce financeur" if whole.choice.projects.financeur else "Levier, pour un euro engagé"
    yield "levier", (label, _leverage(whole), report)


def _total(whole: Whole, nature: str) -> Formula:
    return _column_sum(whole, nature, whole.sum(nature))


def _column_sum(whole: Whole, header: str, value: Decimal) -> Formula:
    return Formula(f"SUM({whole.column('Financements', header)})", value)


def _leverage(whole: Whole) -> Formula:
    """Euros of the others for a euro of the fund, or of the funder of the file."""
    scoped = bool(whole.choice.projects.financeur)
    sums = [f"SUM({whole.column('Financements', header)})" for header in (COFINANCED, ALLOCATED, COMMITTED)]
    if not scoped:
        base, others, text = whole.sum(COMMITTED), whole.sum(COFINANCED), f"{sums[0]}/{sums[2]}"
    else:
        mine = f"SUM({whole.column('Financements', 'Argent du financeur')})"
        base, others = whole.money.own, whole.money.others
        text = f"({sums[0]}+{sums[1]}-{mine})/{mine}"
    return Formula(f'IFERROR({text},"")', float(others) / float(base) if base else "")


def key_projects(whole: Whole) -> Block:
    states = Counter(state_of(line, whole.choice.as_of) for line in whole.milestones)
    projects = Formula(f"COUNTA({whole.column('Projets', 'Code du projet')})", len(whole.projects))
    rows: list[Row] = [
        ("Projets", projects, whole.page()),
        ("Jalons faits", _counted(whole, "Jalons faits", states[DONE]), whole.report()),
        ("Jalons en retard", _counted(whole, "Jalons en retard", states[LATE]), whole.report()),
    ]
    columns = (Column("Projets", Kind.TEXT, width=34), Column("Nombre", Kind.COUNT, width=18), WHERE)
    names = ("total_projets", "total_jalons_faits", "total_jalons_en_retard")
    return aligned(Block("Les projets", columns, rows, names=names))


def _counted(whole: Whole, header: str, value: int) -> Formula:
    return Formula(f"SUM({whole.column('Projets', header)})", value)
