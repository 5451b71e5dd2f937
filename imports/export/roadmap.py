"""The column tables of the workbook of the ministerial roadmap."""

from imports.export.sheets import Column, Kind

NUMBER = Column("N°", Kind.COUNT, width=7)
NAMED = Column("Mesure", Kind.LONG)

MEASURES = (
    NUMBER,
    Column("Chantier", Kind.TEXT, "Vide tant que la mesure n’y est pas rattachée.", width=13),
    Column("Titre", Kind.LONG, "Vide tant que le Fonds ne l’a pas saisi."),
    Column("Cible", Kind.LONG),
    Column("Chiffre visé", Kind.NUMBER),
    Column("Unité", Kind.TEXT, width=14),
    Column("Pour le", Kind.DATE),
    Column("Statut", Kind.TEXT, width=22),
    Column("Depuis le", Kind.DATE, "Vide tant que le statut n’a pas changé."),
    Column("Preuves", Kind.COUNT, "Comptées dans la feuille «\u00a0Preuves\u00a0».", total=True, width=10),
    Column("Projets", Kind.COUNT, "Rattachés en entier.", width=10),
    Column("Investissements", Kind.COUNT, "Rattachés sans leur projet entier.", width=16),
    Column(
        "Engagé",
        Kind.MONEY,
        "Ce que porte la feuille «\u00a0Projets et investissements\u00a0» pour cette mesure. Sans total\u00a0: d’une "
        "mesure à l’autre, les montants ne s’additionnent pas.",
    ),
    Column("Versé", Kind.MONEY, "De même."),
)
EVIDENCES = (
    NUMBER,
    NAMED,
    Column("Date", Kind.DATE),
    Column("Constat", Kind.LONG),
    Column("Source", Kind.LONG),
    Column("Document du Fonds", Kind.LONG),
)
TIES = (
    NUMBER,
    NAMED,
    Column("Code du projet", Kind.CODE),
    Column("Projet", Kind.LONG),
    Column("Rattaché par", Kind.TEXT, "Le projet entier, ou un seul de ses investissements.", width=18),
    Column("Investissement", Kind.CODE, "Son numéro\u202f; vide pour un projet qui n’en a pas encore.", width=15),
    Column("COPIL du", Kind.DATE),
    Column("Objet", Kind.LONG),
    Column("Engagé", Kind.MONEY),
    Column("Versé", Kind.MONEY),
    Column(
        "Engagé, une fois",
        Kind.MONEY,
        "L’investissement est compté à la première mesure où il paraît\u00a0: ce total-ci s’additionne.",
        total=True,
        width=16,
    ),
    Column("Versé, une fois", Kind.MONEY, "De même.", total=True, width=16),
)
# title → name of the table, its columns, and what « Lisez-moi » says of it
SHEETS = {
    "Mesures": ("Mesures", MEASURES, "Une mesure par ligne, avec son statut et ce qui lui est rattaché."),
    "Preuves": ("Preuves", EVIDENCES, "Ce qui montre qu’une mesure avance, daté et sourcé."),
    "Projets et investissements": (
        "Liens",
        TIES,
        "Par mesure, chaque investissement, seul ou par son projet.",
    ),
}
