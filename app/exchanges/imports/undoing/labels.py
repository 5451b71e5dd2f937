"""French words for every column of the tables an import may write."""

PAYERS = frozenset({"payable_by_id", "payable_at", "paid_by_id", "single_handed"})
NOT_SHOWN = frozenset({"id", "version", "created_at", "updated_at", "updated_by_id"}) | PAYERS
"""What a record says of itself, not of the world."""

_PROJECT = {"project_id": "Projet"}
_DATES = {"starts_on": "Date de début", "ends_on": "Date de fin"}
_CONTACT = {"contact_name": "Personne à contacter", "contact_email": "Adresse électronique"}
_RESPONDENT = {"respondent_id": "Répondant"}
_PRIORITIES = {f"priority_d{number}": f"Priorité D{number}" for number in range(1, 5)}

COLUMNS: dict[str, dict[str, str]] = {
    "organisation": {
        "name": "Nom",
        "profile_code": "Profil",
        "siren": "SIREN",
        "siret": "SIRET",
        "rna": "RNA",
        "commune_id": "Commune",
        "website": "Site",
    },
    "project": {
        "code": "Code",
        "title": "Intitulé",
        "status": "Statut",
        "programme_id": "Programme",
        "summary": "Résumé",
        "need": "Besoin",
        "answer": "Réponse apportée",
        "territory_label": "Territoire",
        "scale_code": "Échelon",
        "region_code": "Région",
        "phase_code": "Phase d’innovation",
        "category_code": "Catégorie de partenariat",
        "mode_code": "Mode de partenariat",
        "objective_code": "Objectif commun",
        "engineering_code": "Ingénierie",
        **_DATES,
        "charter_version": "Version de la charte",
        "charter_signed_on": "Charte signée le",
        "referent_id": "Référent",
    },
    "project_domain": {**_PROJECT, "domain_code": "Thématique"},
    "project_goal": {**_PROJECT, "goal_code": "ODD"},
    "project_territory": {**_PROJECT, "territory_id": "Territoire"},
    "status_move": {
        **_PROJECT,
        "from_status": "Statut d’avant",
        "to_status": "Statut d’après",
        "reason": "Motif",
        "moved_at": "Changé le",
        "moved_by_id": "Changé par",
    },
    "partner": {
        **_PROJECT,
        "organisation_id": "Organisation",
        "role_code": "Rôle",
        "joined_on": "Entrée dans le projet",
        "left_on": "Sortie du projet",
        "contribution": "Contribution",
        **_CONTACT,
        **_PRIORITIES,
    },
    "investment": {
        **_PROJECT,
        "copil_number": "Numéro du COPIL",
        "copil_on": "Date du COPIL",
        "amount_eur": "Montant accordé",
        "purpose": "Objet",
    },
    "allocation": {"investment_id": "Investissement", "funder_id": "Financeur", "amount_eur": "Montant"},
    "cofinancing": {
        **_PROJECT,
        "organisation_id": "Organisation",
        "kind": "Nature",
        "amount_eur": "Montant",
        "days": "Jours",
        "confirmed": "Confirmé",
        "note": "Note",
    },
    "instalment": {
        "investment_id": "Investissement",
        "label": "Libellé",
        "due_on": "Échéance",
        "amount_eur": "Montant",
        "milestone_id": "Jalon attendu",
        "status": "État",
        "paid_on": "Versée le",
        "paid_amount_eur": "Montant versé",
        "payment_reference": "Référence du versement",
        "payable_reason": "Motif de la mise en paiement",
    },
    "milestone": {
        **_PROJECT,
        "kind_code": "Nature",
        "title": "Intitulé",
        "due_on": "Prévu le",
        "done_on": "Réalisé le",
        "partner_id": "Responsable",
        "deliverable": "Livrable",
        "evidence": "Preuve",
    },
    "indicator": {
        **_PROJECT,
        "label": "Indicateur",
        "unit": "Unité",
        "baseline": "Valeur de départ",
        "target": "Cible",
        "target_on": "Pour le",
    },
    "measurement": {
        "indicator_id": "Indicateur",
        "measured_on": "Date",
        "value": "Valeur",
        "source": "Source",
        "evidence": "Niveau de preuve",
    },
    "respondent": {
        "campaign_id": "Campagne",
        "organisation_id": "Organisation",
        "profile_code": "Profil",
        "role_code": "Rôle",
        **_CONTACT,
        "submitted_at": "Remise le",
        "quotes_allowed": "Commentaires citables",
    },
    "respondent_priority": {**_RESPONDENT, "criterion_code": "Critère", "value": "Priorité"},
    "answer": {
        **_RESPONDENT,
        "reading": "Lecture",
        "question_code": "Question",
        "level": "Niveau",
        "no_level": "Sans niveau",
        "evidence": "Niveau de preuve",
        "comment": "Commentaire",
        "answered_at": "Répondu le",
        "answered_by_id": "Saisi par",
        "invitation_id": "Invitation",
    },
}


def label(table: str, column: str) -> str:
    return COLUMNS[table][column]
