"""The column tables of the portfolio workbook. The first column of every data sheet is the project's code."""

from imports.export.sheets import Column, Kind

CODE = Column("Code du projet", Kind.CODE)

PROJECTS = (
    CODE,
    Column("Intitulé", Kind.LONG),
    Column("Programme", Kind.TEXT, width=32),
    Column("Statut", Kind.TEXT, width=16),
    Column(
        "Code région",
        Kind.CODE,
        "Code INSEE de la région\u202f; vide pour un projet interrégional ou national.",
        width=11,
    ),
    Column("Région", Kind.TEXT),
    Column("Territoire", Kind.TEXT),
    Column("Codes INSEE", Kind.CODE, "Communes, intercommunalités (SIREN), départements ou régions du projet."),
    Column("Phase", Kind.TEXT, width=16),
    Column("Catégorie de partenariat", Kind.TEXT),
    Column("Domaines", Kind.TEXT),
    Column("ODD", Kind.CODE, "Objectifs de développement durable, par numéro."),
    Column("Porteur", Kind.TEXT),
    Column("SIREN du porteur", Kind.CODE),
    Column("Référent", Kind.TEXT, "Qui suit le projet au Fonds."),
    Column("Début", Kind.DATE),
    Column("Fin", Kind.DATE),
    Column("Charte signée le", Kind.DATE, width=15),
    Column("Engagé", Kind.MONEY, "Somme des investissements du Fonds dans le projet.", total=True),
    Column("Versé", Kind.MONEY, "Somme des tranches versées.", total=True),
    Column("Dû", Kind.MONEY, "Tranches échues ou à payer, non versées, à la date du classeur.", total=True),
    Column("Cofinancé", Kind.MONEY, "Apports des partenaires, valorisés en euros quand ils le sont.", total=True),
    Column("Partenaires", Kind.COUNT, "Organisations de l’alliance, porteur compris."),
    Column("Jalons en retard", Kind.COUNT, total=True, width=15),
)
PARTNERS = (
    CODE,
    Column("Organisation", Kind.LONG),
    Column("Profil", Kind.TEXT),
    Column("Rôle", Kind.TEXT),
    Column("SIREN", Kind.CODE),
    Column("SIRET", Kind.CODE),
    Column("RNA", Kind.CODE),
    Column("Commune", Kind.TEXT),
    Column("Code commune", Kind.CODE),
    Column("Arrivée", Kind.DATE),
    Column("Départ", Kind.DATE),
    Column("Contribution", Kind.LONG),
)
INVESTMENTS = (
    CODE,
    Column("COPIL", Kind.CODE, "Numéro du comité de pilotage qui a validé l’investissement."),
    Column("Date du COPIL", Kind.DATE, width=14),
    Column("Objet", Kind.LONG),
    Column("Montant", Kind.MONEY, total=True),
    Column("Affecté", Kind.MONEY, "Part de l’investissement que couvre l’argent d’un financeur désigné.", total=True),
    Column("Financeurs", Kind.LONG, "Chaque financeur et la part qu’il paie."),
)
INSTALMENTS = (
    CODE,
    Column("Tranche", Kind.TEXT),
    Column("Échéance", Kind.DATE),
    Column("Montant", Kind.MONEY, total=True),
    Column("État", Kind.TEXT, width=12),
    Column("Versée le", Kind.DATE),
    Column("Montant versé", Kind.MONEY, total=True),
    Column("Référence", Kind.CODE),
    Column("Attend le jalon", Kind.TEXT, "Jalon qui doit être fait avant le versement.", width=36),
)
MILESTONES = (
    CODE,
    Column("Type", Kind.TEXT, width=32),
    Column("Jalon", Kind.LONG),
    Column("Prévu le", Kind.DATE),
    Column("Fait le", Kind.DATE),
    Column("État", Kind.TEXT, "À venir, proche, en retard ou fait, à la date du classeur."),
    Column("Responsable", Kind.TEXT, width=36),
    Column("Livrable", Kind.LONG),
)
SCORES = (
    CODE,
    Column("Moment", Kind.TEXT, width=12),
    Column("Date de la campagne", Kind.DATE, width=18),
    Column("Lecture", Kind.TEXT, "Situation initiale, attendu ou constaté.", width=18),
    Column("Axe", Kind.TEXT, width=42),
    Column(
        "Score",
        Kind.SCORE,
        "Sur 100\u202f; vide quand les réponses ne suffisent pas, ou quand un seul profil, trop peu nombreux, l’a "
        "donné. Arrondi à l’affichage seulement.",
    ),
    Column("Statut", Kind.TEXT, "Publié, provisoire, insuffisant ou axe peu adapté.", width=22),
    Column("Confiance", Kind.CODE, "De A, la plus sûre, à D, provisoire.", width=10),
    Column("Couverture", Kind.PERCENT, "Part des réponses attendues qui portent un niveau."),
    Column("Répondants", Kind.COUNT, "Organisations dont l’axe est noté."),
    Column("Profils", Kind.COUNT, "Profils d’acteurs parmi elles."),
    Column("Maturité", Kind.TEXT, "Attendu, situation initiale, signal ou constat.", width=16),
    Column(
        "Étendue",
        Kind.SCORE,
        "Du regard le plus bas au plus haut\u00a0: là commence le dialogue. Vide à moins de trois "
        "répondants\u00a0: elle dirait la réponse de chacun.",
    ),
    Column("Écart-type", Kind.SCORE, "Vide à moins de quatre répondants, pour la même raison."),
    Column("Grille", Kind.CODE, "Version de la grille, figée à l’ouverture.", width=30),
    Column("Publié le", Kind.DATE),
)
QUOTES = (
    CODE,
    Column("Moment", Kind.TEXT, width=12),
    Column("Date de la campagne", Kind.DATE, width=18),
    Column("Lecture", Kind.TEXT, width=18),
    Column("Axe", Kind.TEXT),
    Column("Question", Kind.LONG),
    Column("Commentaire", Kind.LONG, "Cité parce que son auteur l’a accepté."),
    Column("Profil", Kind.TEXT, "Vide quand le dire désignerait un partenaire."),
)
REGIONS = (
    Column(
        "Code région",
        Kind.CODE,
        "Code INSEE\u202f; «\u00a0interregional\u00a0» pour les projets de plusieurs régions ou d’aucune.",
    ),
    Column("Région", Kind.TEXT),
    Column("Moment", Kind.TEXT, width=12),
    Column("Axe", Kind.TEXT),
    Column("Projets financés", Kind.COUNT, width=15),
    Column("Projets évalués", Kind.COUNT, "Projets dont l’axe est publié à ce moment.", width=15),
    Column("Lecture", Kind.TEXT, "Indicatif\u00a0: 1 ou 2 projets. Fragile\u00a0: 3 ou 4. Établi\u00a0: 5 et plus."),
    Column("Minimum", Kind.SCORE),
    Column("Médiane", Kind.SCORE),
    Column("Maximum", Kind.SCORE),
    Column("Moyenne", Kind.SCORE, "Chaque projet pèse autant."),
    Column("Moyenne par montants", Kind.SCORE, "Chaque projet pèse son montant engagé.", width=19),
    Column(
        "Moyenne stabilisée",
        Kind.SCORE,
        "Rapprochée de la moyenne nationale quand les projets sont peu nombreux.",
        width=17,
    ),
    Column("Grille", Kind.CODE, "Version la plus récente parmi les campagnes de ce moment.", width=30),
    Column(
        "Laissés de côté",
        Kind.COUNT,
        "Projets évalués avec une autre version de la grille, où l’axe ne se compare pas\u00a0: "
        "«\u00a0Lisez-moi\u00a0» dit pourquoi.",
        width=15,
    ),
)

# title → name of the table, its columns, and what « Lisez-moi » says of it
SHEETS = {
    "Projets": ("Projets", PROJECTS, "Un projet par ligne, avec ses montants."),
    "Partenaires": ("Partenaires", PARTNERS, "Les organisations de chaque alliance."),
    "Investissements": ("Investissements", INVESTMENTS, "Ce que le Fonds engage, et l’argent de qui."),
    "Tranches": ("Tranches", INSTALMENTS, "Ce qui est prévu et ce qui est versé."),
    "Jalons": ("Jalons", MILESTONES, "Ce qui est promis et ce qui est fait."),
    "Scores": ("Scores", SCORES, "Par campagne publiée, lecture et axe\u00a0: le score, et combien il est sûr."),
    "Paroles": ("Paroles", QUOTES, "Ce que des partenaires ont écrit et acceptent de voir cité."),
    "Régions": ("Regions", REGIONS, "Par région, moment et axe\u00a0; les territoires sans projet y sont aussi."),
}
