"""A small report with everything a report can hold."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from imports.export.layout import first_rows
from imports.export.sheets import (
    Block,
    Chart,
    ChartKind,
    Column,
    Cover,
    DataSheet,
    Formula,
    Kind,
    PageSheet,
    Report,
    Row,
)

PROJECTS = (
    Column("Code du projet", Kind.CODE),
    Column("Intitulé", Kind.LONG, "Le nom donné par le porteur."),
    Column("Programme", Kind.TEXT),
    Column("Signé le", Kind.DATE),
    Column("Engagé", Kind.MONEY, total=True),
    Column("Versé", Kind.MONEY, total=True),
    Column("Part versée", Kind.PERCENT),
    Column("Avis", Kind.TEXT),
    Column("Jalons en retard", Kind.COUNT, total=True),
)
NAMES = ("Filets bleus", "Toits partagés", "L’eau des puits & des rivières", "Graines < 1 an")
PROGRAMMES = ("Plan A", "Plan B", "Territoires")


def project(number: int) -> Row:
    committed, paid = Decimal(number % 7 + 1) * 1000 + Decimal("0.10"), Decimal(number % 5) * 500
    share = float(paid / committed * 100)
    line = number + 2
    return (
        f"ODD17-2024-{number:03}",
        NAMES[number % len(NAMES)],
        PROGRAMMES[number % len(PROGRAMMES)],
        date(2024, number % 12 + 1, 5) if number % 4 else None,
        committed,
        paid,
        Formula(f"F{line}/E{line}*100", share),
        Formula(f'IF(G{line}<20,"à suivre","")', "à suivre" if share < 20 else ""),
        number % 3,
    )


def by_programme(rows: Sequence[Row], first: int) -> Sequence[Row]:
    def total(name: str, place: int) -> float:
        return float(sum(Decimal(str(row[place])) for row in rows if row[2] == name))

    return [
        (
            name,
            Formula(f"SUMIFS(Projets[Engagé],Projets[Programme],A{line})", total(name, 4)),
            Formula(f"SUMIFS(Projets[Versé],Projets[Programme],A{line})", total(name, 5)),
        )
        for line, name in enumerate(PROGRAMMES, start=first)
    ]


def key_figures(rows: Sequence[Row]) -> Block:
    committed, paid = (float(sum(Decimal(str(row[place])) for row in rows)) for place in (4, 5))
    return Block(
        "Chiffres clés",
        (
            Column("Chiffre", Kind.TEXT, width=30),
            Column("Valeur", Kind.MONEY, width=18),
            Column("Où le voir", width=18),
        ),
        (
            ("Montant engagé", Formula("SUM(Projets[Engagé])", committed), "/projets"),
            ("Montant versé", Formula("SUM(Projets[Versé])", paid), "/projets"),
            ("Reste à verser", Formula("total_engage-total_verse", committed - paid), "/projets"),
        ),
        names=("total_engage", "total_verse", ""),
    )


def page(rows: Sequence[Row], first: int = 1) -> PageSheet:
    """`first`: the row of the first programme, which its formulas refer to."""
    money = (Column("Programme", width=30), Column("Engagé", Kind.MONEY), Column("Versé", Kind.MONEY))
    says = "Trois programmes\u00a0: le plan A a le plus engagé."
    return PageSheet(
        "Synthèse",
        "Portefeuille du Fonds ODD 17",
        (
            key_figures(rows),
            Block(
                "Engagé et versé, par programme",
                money,
                by_programme(rows, first),
                "Les programmes sont dans l’ordre de l’alphabet.",
                chart=Chart(ChartKind.BARS, "Engagé et versé, par programme", says, ("Engagé", "Versé")),
            ),
            Block(
                "Projets, par statut",
                (Column("Statut"), Column("Projets", Kind.COUNT)),
                (("En cours", 12), ("Terminé", 5), ("À l’étude", 3)),
                chart=Chart(ChartKind.COLUMNS, "Projets, par statut", "Douze projets en cours.", ("Projets",)),
            ),
            Block(
                "Versé et dû, par programme",
                (
                    Column("Programme"),
                    Column("Versé", Kind.MONEY),
                    Column("Dû", Kind.MONEY),
                    Column("Tard", Kind.MONEY),
                ),
                (("Plan A", 12000, 3000, 10), ("Plan B", 8000, 1000.5, 700), ("Territoires", 100, 0, 500)),
                chart=Chart(ChartKind.STACKED, "Versé et dû", "Le plan A doit 3 000 euros.", ("Versé", "Dû", "Tard")),
            ),
        ),
        "Au 1er mai 2024.",
        "Les chiffres clés, sur une page.",
    )


def example(count: int = 20, *, accessible: bool = False) -> Report:
    rows = [project(number) for number in range(count)]
    first = first_rows(page(rows), accessible=accessible)[1]
    return Report(
        Cover("Portefeuille", (("Date", "1er mai 2024"),), "Essai.", (("Engagé", "Ce que le Fonds promet."),)),
        (page(rows, first), DataSheet("Projets", "Projets", PROJECTS, rows, "Un projet par ligne.")),
        date(2024, 5, 1),
        {"codes": f"'Projets'!$A$2:$A${count + 1}"},
        accessible=accessible,
    )
