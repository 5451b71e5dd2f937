"""first version of the editable lists"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LISTS: dict[str, dict[str, str]] = {
    "profile": {
        "association": "Association",
        "entreprise": "Entreprise",
        "fondation": "Fondation",
        "collectivite": "Collectivité",
        "institution": "Institution (État, national)",
        "academique": "Monde académique",
        "citoyens": "Citoyens",
        "organisation_professionnelle": "Organisation professionnelle",
        "accompagnement": "Structure d’accompagnement",
    },
    "partner_role": {
        "porteur": "Porteur",
        "partenaire": "Partenaire",
        "collectivite_accueil": "Collectivité d’accueil",
        "financeur": "Financeur",
        "catalyseur": "Catalyseur",
        "academique": "Partenaire académique",
        "beneficiaires": "Bénéficiaires",
    },
    "partnership_category": {
        "mecenat": "Mécénat",
        "innovation_societale": "Innovation sociétale",
        "cooperation_economique": "Coopération économique",
        "pratiques_responsables": "Pratiques responsables",
    },
    "common_objective": {
        "engagement": "Engagement : équilibrer performance et engagement",
        "modele": "Modèle : hybrider son modèle socio-économique",
        "innovation": "Innovation : piloter une innovation sociétale",
        "territoire": "Territoire : co-construire des solutions locales",
    },
    "innovation_phase": {"emergence": "Émergence", "modelisation": "Modélisation", "deploiement": "Déploiement"},
    "engineering": {
        "publique": "Ingénierie publique",
        "projet": "Ingénierie de projet",
        "catalyse": "Ingénierie de catalyse",
    },
    "domain": {
        "numerique": "Numérique",
        "energie": "Énergie",
        "emploi": "Emploi",
        "mobilite": "Mobilité",
        "sante": "Santé",
        "aidants": "Aidants",
        "alimentation": "Alimentation",
        "transition_ecologique": "Transition écologique",
        "fragilites_sociales": "Fragilités sociales",
        "education": "Éducation",
        "logement": "Logement",
        "culture": "Culture",
    },
    "sustainable_goal": {
        "1": "ODD 1 – Pas de pauvreté",
        "2": "ODD 2 – Faim « zéro »",
        "3": "ODD 3 – Bonne santé et bien-être",
        "4": "ODD 4 – Éducation de qualité",
        "5": "ODD 5 – Égalité entre les sexes",
        "6": "ODD 6 – Eau propre et assainissement",
        "7": "ODD 7 – Énergie propre et d’un coût abordable",
        "8": "ODD 8 – Travail décent et croissance économique",
        "9": "ODD 9 – Industrie, innovation et infrastructure",
        "10": "ODD 10 – Inégalités réduites",
        "11": "ODD 11 – Villes et communautés durables",
        "12": "ODD 12 – Consommation et production responsables",
        "13": "ODD 13 – Lutte contre les changements climatiques",
        "14": "ODD 14 – Vie aquatique",
        "15": "ODD 15 – Vie terrestre",
        "16": "ODD 16 – Paix, justice et institutions efficaces",
        "17": "ODD 17 – Partenariats pour la réalisation des objectifs",
        "17.14": "Cible 17.14 – Cohérence des politiques",
        "17.16": "Cible 17.16 – Partenariats multi-acteurs",
        "17.17": "Cible 17.17 – Partenariats publics, public-privé et avec la société civile",
    },
    "scale": {
        "quartier": "Quartier",
        "commune": "Commune",
        "intercommunalite": "Intercommunalité",
        "bassin_de_vie": "Bassin de vie",
        "departement": "Département",
        "region": "Région",
        "interregional": "Interrégional",
        "national": "National",
        "international": "International",
    },
    "milestone_kind": {
        "reperage": "Repérage",
        "dialogue_cadrage": "Dialogue de cadrage",
        "instruction": "Instruction",
        "copil": "Passage en COPIL",
        "decision": "Décision",
        "signature": "Signature (charte et convention)",
        "versement": "Versement",
        "lancement": "Lancement",
        "evaluation_ex_ante": "Évaluation ex ante",
        "point_etape": "Point d’étape",
        "bilan": "Bilan",
        "evaluation_ex_post": "Évaluation ex post",
        "capitalisation": "Capitalisation",
        "cloture": "Clôture",
    },
    "pillar": {
        "faire_valoir": "Faire-valoir",
        "capitaliser": "Capitaliser",
        "evaluer": "Évaluer",
        "modeliser": "Modéliser",
    },
}
MODES: dict[str, dict[str, str]] = {
    "mecenat": {
        "experimentations_innovantes": "Expérimentations innovantes",
        "mecenat_collectif": "Mécénat collectif",
        "mecenat_territorial": "Mécénat territorial",
        "consolidation_secteur": "Consolidation du secteur",
    },
    "innovation_societale": {
        "recherche_developpement": "Recherche et développement",
        "co_innovation": "Co-innovation",
        "changement_echelle": "Changement d’échelle et déploiement",
        "politique_publique": "Politique publique",
    },
    "cooperation_economique": {
        "co_developpement_territorial": "Co-développement territorial",
        "transfert_savoir_faire": "Transfert de savoir-faire",
        "joint_venture_sociale": "Joint-venture sociale",
        "consortium": "Consortium",
    },
    "pratiques_responsables": {
        "achats_responsables": "Achats responsables",
        "sponsoring": "Sponsoring",
        "rse_sectoriels": "Programmes RSE sectoriels",
        "apports_savoir_faire": "Apports de savoir-faire",
    },
}
# code, label, overseas, row and column on the tile grid
REGIONS: tuple[tuple[str, str, bool, int, int], ...] = (
    ("32", "Hauts-de-France", False, 1, 3),
    ("28", "Normandie", False, 2, 2),
    ("11", "Île-de-France", False, 2, 3),
    ("44", "Grand Est", False, 2, 4),
    ("53", "Bretagne", False, 3, 1),
    ("52", "Pays de la Loire", False, 3, 2),
    ("24", "Centre-Val de Loire", False, 3, 3),
    ("27", "Bourgogne-Franche-Comté", False, 3, 4),
    ("75", "Nouvelle-Aquitaine", False, 4, 2),
    ("84", "Auvergne-Rhône-Alpes", False, 4, 3),
    ("76", "Occitanie", False, 5, 2),
    ("93", "Provence-Alpes-Côte d’Azur", False, 5, 3),
    ("94", "Corse", False, 5, 4),
    ("01", "Guadeloupe", True, 6, 1),
    ("02", "Martinique", True, 6, 2),
    ("03", "Guyane", True, 6, 3),
    ("04", "La Réunion", True, 6, 4),
    ("06", "Mayotte", True, 6, 5),
)


def upgrade() -> None:
    for name, values in LISTS.items():
        _fill(name, [{"code": code, "label": label} for code, label in values.items()])
    modes = [{"code": c, "label": label, "category_code": cat} for cat, m in MODES.items() for c, label in m.items()]
    _fill("partnership_mode", modes)
    columns = ("code", "label", "overseas", "tile_row", "tile_column")
    _fill("region", [dict(zip(columns, region, strict=True)) for region in REGIONS])


def _fill(name: str, rows: list[dict[str, object]]) -> None:
    columns = [*rows[0], "position"]
    table = sa.table(name, *(sa.column(column) for column in columns))
    op.bulk_insert(table, [row | {"position": place} for place, row in enumerate(rows, start=1)])


def downgrade() -> None:
    """Lists in use cannot be emptied: going back is only for a database without records."""
    for name in ("partnership_mode", "region", *LISTS):
        op.execute(f"DELETE FROM {name}")
