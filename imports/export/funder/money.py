"""Columns of the sheets of money."""

from imports.export.sheets import Column, Kind

CODE = Column("Code du projet", Kind.CODE)
OWN_SHARE = Column("Argent du financeur", Kind.MONEY, "La part affectée par le financeur de ce classeur.", total=True)

FINANCING = (
    CODE,
    Column("Intitulé", Kind.LONG),
    Column("Programme", Kind.TEXT, width=34),
    Column("Région", Kind.TEXT, width=28),
    Column("Engagé", Kind.MONEY, "Somme des investissements du Fonds dans le projet.", total=True),
    Column("Affecté", Kind.MONEY, "Part de l’engagé que couvre l’argent de financeurs désignés.", total=True),
    OWN_SHARE,
    Column("Versé", Kind.MONEY, "Somme des tranches versées.", total=True),
    Column("Dû", Kind.MONEY, "Tranches échues, ni versées ni annulées, à la date du classeur.", total=True),
    Column("Reste à verser", Kind.MONEY, "Engagé moins versé.", total=True),
    Column("Cofinancé", Kind.MONEY, "Apports des autres, valorisés en euros quand ils le sont.", total=True),
    Column(
        "Levier",
        Kind.NUMBER,
        "Euros des autres pour un euro du Fonds\u202f; dans le classeur d’un financeur, pour un euro de ce financeur, "
        "l’argent des autres financeurs compris.",
    ),
)
FUNDERS = (
    Column("Financeur", Kind.LONG),
    Column("Projets", Kind.COUNT, "Projets dont il paie une part."),
    Column("Affecté", Kind.MONEY, total=True),
    Column("Part de l’engagé", Kind.PERCENT, "Sur l’ensemble des projets de ce classeur."),
)
OPERATIONS = (
    CODE,
    Column(
        "Nature",
        Kind.TEXT,
        "Engagé, affecté (par projet et financeur), versé, dû ou cofinancé. Ces natures ne s’additionnent pas "
        "entre elles.",
        width=14,
    ),
    Column("Date", Kind.DATE),
    Column("Objet", Kind.LONG),
    Column("Financeur", Kind.TEXT, width=40),
    Column("Montant", Kind.MONEY),
)
