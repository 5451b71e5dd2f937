"""Columns of the added values, method by method, and of the time of coordination."""

from imports.export.funder.money import CODE
from imports.export.sheets import Column, Kind

KIND = Column("Valeur ajoutée", Kind.TEXT, "Agilité, frugalité ou inventivité.", width=16)
METHOD = Column("Méthode", Kind.TEXT, "Deux méthodes ne s’additionnent jamais, même dans la même unité.")
METHOD_CODE = Column("Code de la méthode", Kind.CODE, width=20)
UNIT = Column("Unité", Kind.TEXT, width=18)
LOW = Column("Bas", Kind.NUMBER, "La borne basse, que le plus prudent admet.")
HIGH = Column("Haut", Kind.NUMBER, "La borne haute.")
YEARS = Column("Années", Kind.TEXT, "Seules les mêmes années s’additionnent.", width=16)

ADDED_VALUES = (
    CODE,
    KIND,
    METHOD,
    METHOD_CODE,
    UNIT,
    LOW,
    HIGH,
    Column("Du", Kind.DATE),
    Column("Au", Kind.DATE),
    YEARS,
    Column("Preuve", Kind.TEXT, "Déclaré, documenté ou mesuré.", width=14),
    Column(
        "Coordination du projet",
        Kind.NUMBER,
        "En jours, répétés à chaque valeur du projet\u00a0: ni à additionner, ni à retrancher. Vide si rien n’est dit.",
        width=14,
    ),
)
METHOD_TOTALS = (
    KIND,
    METHOD,
    METHOD_CODE,
    UNIT,
    YEARS,
    Column("Valeurs", Kind.COUNT),
    LOW,
    HIGH,
)
COORDINATION = (
    CODE,
    Column("Temps de", Kind.TEXT, "Un partenaire, jamais nommé, ou toute l’alliance.", width=18),
    Column("Du", Kind.DATE),
    Column("Au", Kind.DATE),
    Column("Jours", Kind.NUMBER, "Vide\u00a0: demandé, pas encore dit."),
    Column("Coût d’une journée", Kind.MONEY, "Quand il est donné, avec sa source dans le back office."),
    Column("Valeur", Kind.MONEY, "Jours par coût d’une journée."),
    Column("Preuve", Kind.TEXT, "Déclaré, documenté ou mesuré.", width=14),
)
