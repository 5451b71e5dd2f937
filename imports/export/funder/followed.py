"""Columns of the projects and their milestones."""

from imports.export.funder.money import CODE
from imports.export.sheets import Column, Kind

COUNTED = "Projet compté dans les régions à ce moment\u00a0: financé, ou dont un résultat est publié."

PROJECTS = (
    CODE,
    Column("Intitulé", Kind.LONG),
    Column("Programme", Kind.TEXT, width=34),
    Column("Statut", Kind.TEXT, "À la date du classeur.", width=16),
    Column("Région", Kind.TEXT),
    Column("Territoire", Kind.TEXT),
    Column("Phase", Kind.TEXT, width=16),
    Column("Catégorie de partenariat", Kind.TEXT),
    Column("Domaines", Kind.TEXT),
    Column("ODD", Kind.CODE, "Objectifs de développement durable, par numéro."),
    Column("Début", Kind.DATE),
    Column("Fin", Kind.DATE),
    Column("Engagé", Kind.MONEY, total=True),
    Column("Jalons", Kind.COUNT, total=True),
    Column("Jalons faits", Kind.COUNT, total=True),
    Column("Jalons en retard", Kind.COUNT, "Un projet abandonné n’est en retard de rien.", total=True, width=15),
    Column("Indicateurs utilisables", Kind.COUNT, "Ceux dont la cible existe et diffère du départ.", width=15),
    Column("Indicateurs mesurés", Kind.COUNT, "Parmi les utilisables.", width=15),
    Column("Atteinte", Kind.SCORE, "Moyenne des taux retenus, sur 100\u202f; se lit avec mesurés sur utilisables."),
    Column("Compté ex ante", Kind.TEXT, COUNTED, width=10),
    Column("Compté in itinere", Kind.TEXT, COUNTED, width=10),
    Column("Compté ex post", Kind.TEXT, COUNTED, width=10),
)
MILESTONES = (
    CODE,
    Column("Type", Kind.TEXT, width=32),
    Column("Jalon", Kind.LONG),
    Column("Prévu le", Kind.DATE),
    Column("Fait le", Kind.DATE),
    Column("État", Kind.TEXT, "Fait, en retard, à venir, ou sans suite quand le projet est abandonné.", width=14),
    Column("Retard", Kind.COUNT, "En jours, à la date du classeur."),
    Column("Livrable", Kind.LONG),
)
