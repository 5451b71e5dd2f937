"""The names of the fields, as people read them."""

import re

UNREAD = frozenset({"organisation_id", "known", "seen", "milestone_kind"})
ROWS = {"partners": "Partenaire", "funders": "Financeur", "instalments": "Tranche", "milestones": "Jalon"}
LABELS = {
    "title": "Titre du projet",
    "programme_id": "Programme",
    "summary": "Résumé",
    "need": "Besoin",
    "answer": "Réponse apportée",
    "phase_code": "Phase d’innovation",
    "category_code": "Catégorie de partenariat",
    "mode_code": "Mode de partenariat",
    "objective_code": "Objectif commun de l’alliance",
    "engineering_code": "Ingénierie",
    "domain_codes": "Domaines",
    "goal_codes": "Objectifs de développement durable",
    "territory_ids": "Territoires",
    "lieu": "Territoire à ajouter",
    "region_code": "Région",
    "scale_code": "Échelon",
    "territory_label": "Nom d’usage du territoire",
    "name": "Organisation",
    "profile_code": "Profil",
    "siren": "SIREN",
    "role_code": "Rôle",
    "contact_name": "Personne à contacter",
    "contact_email": "Adresse électronique",
    "referent_id": "Référent",
    "amount": "Montant",
    "copil_number": "Numéro du COPIL",
    "copil_on": "Date du COPIL",
    "starts_on": "Début du projet",
    "ends_on": "Fin du projet",
    "purpose": "Objet de l’investissement",
    "label": "Intitulé",
    "due_on": "Échéance",
    "keep": "Retenu",
    "kind_code": "Étape",
    "done": "Déjà fait",
}


def label_of(name: str) -> str:
    """« Tranche 2, échéance » for the field of a row."""
    if match := re.fullmatch(r"(\w+)-(\d+)-(\w+)", name):
        label = LABELS.get(match[3], match[3])
        return f"{ROWS.get(match[1], 'Ligne')} {int(match[2]) + 1}, {label[0].lower()}{label[1:]}"
    return LABELS.get(name, name)


def is_read(name: str) -> bool:
    return name.rpartition("-")[2] not in UNREAD
