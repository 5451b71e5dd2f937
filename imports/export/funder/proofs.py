"""Columns of what the figures rest on: the grid, and where everything comes from."""

from imports.export.sheets import Column, Kind

GRID = (
    Column("Nature", Kind.TEXT, width=14),
    Column("Code", Kind.CODE, width=30),
    Column("Libellé", Kind.LONG, width=80),
    Column("Axe", Kind.TEXT),
    Column("Critère", Kind.CODE, width=10),
    Column("Approche", Kind.TEXT),
    Column("Valeur", Kind.NUMBER, "Un seuil, une borne ou un poids\u00a0: ce que lisent les formules."),
)
PROOFS = (
    Column("Preuve", Kind.LONG),
    Column("Valeur", Kind.CODE, "Empreinte SHA-256, ou ce que dit la ligne.", width=70),
    Column("Code du projet", Kind.CODE),
    Column("Moment", Kind.TEXT, width=12),
    Column("Date", Kind.DATE),
    Column("Publication", Kind.COUNT, "Numéro d’ordre\u00a0: au-delà de 1, le résultat a été corrigé."),
    Column("Invités", Kind.COUNT),
    Column("Participation", Kind.PERCENT, "Part des invités qui ont répondu, à la lecture qui en réunit le plus."),
    Column(
        "Couverture",
        Kind.PERCENT,
        "Tous axes et lectures réunis\u00a0: part des réponses attendues qui portent un niveau.",
    ),
    Column("Grille", Kind.CODE, width=30),
)
