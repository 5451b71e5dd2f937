"""The sentences' words: what each record is called with its article, and what is said of some columns."""

NOUNS = {
    "added_value": "la valeur ajoutée", "coordination_time": "le temps de coordination",
    "allocation": "la part du financeur", "answer": "la réponse", "axis_result": "le résultat par axe",
    "calendar_feed": "l’abonnement au calendrier", "campaign": "la campagne", "campaign_event": "l’étape",
    "campaign_reminder": "la relance prévue", "case_agreement": "l’accord de publication",
    "case_study": "le cas à raconter", "cofinancing": "le cofinancement de", "deliverable": "le livrable",
    "document": "le document",
    "document_version": "une version du document", "indicator": "l’indicateur", "instalment": "la tranche",
    "investment": "l’investissement", "invitation": "l’invitation", "letter": "la lettre",
    "measurement": "une mesure de", "milestone": "le jalon", "model_lever": "le levier",
    "offline_grid": "la grille hors ligne", "organisation": "l’organisation",
    "organisation_alias": "le nom rencontré dans un fichier", "organisation_merge": "la réunion avec",
    "partner": "le partenaire", "project": "le projet", "project_domain": "le domaine", "project_goal": "l’ODD",
    "project_territory": "le territoire", "registration_draft": "la saisie en cours", "respondent": "le répondant",
    "respondent_event": "l’étape du répondant", "respondent_priority": "la priorité du répondant",
    "qualification": "la qualification de", "qualification_comment": "le commentaire d’une mission de",
    "qualification_level": "la réponse d’une pratique de", "result": "le résultat publié",
    "roadmap_evidence": "une preuve de la feuille de route",
    "roadmap_investment": "l’investissement rattaché à la mesure", "roadmap_measure": "la mesure",
    "roadmap_move": "le changement de statut de la mesure", "roadmap_project": "le projet rattaché à la mesure",
    "status_move": "le changement de statut", "user": "le compte",
}  # fmt: skip
AMOUNTS = {
    "amount_eur": "le montant", "paid_amount_eur": "le montant versé", "envelope_eur": "l’enveloppe",
    "target": "la cible", "baseline": "la valeur de départ", "value": "la valeur",
}  # fmt: skip
DATES = {
    "due_on": "l’échéance", "starts_on": "le début", "ends_on": "la fin", "closes_on": "la fin",
    "opens_on": "l’ouverture", "held_on": "la date", "joined_on": "l’entrée", "left_on": "la sortie",
    "copil_on": "le COPIL", "target_on": "l’échéance de la cible",
}  # fmt: skip
FACTS = {
    ("milestone", "done_on"): "a dit fait", ("indicator", "archived_at"): "a archivé",
    ("document", "withdrawn_at"): "a retiré",
}  # fmt: skip
"""A date written where there was none."""
VERBS = {"insert": "a ajouté", "delete": "a retiré", "update": "a modifié", "note": "a noté"}


def noun(table: str, label: str) -> str:
    """« le jalon »; what has no noun of its own is called by its label."""
    return NOUNS.get(table, f"«\u00a0{label}\u00a0»")


def of(words: str) -> str:
    """« du jalon », « de la tranche », « de l’indicateur »."""
    if words.startswith("le "):
        return f"du {words[3:]}"
    return f"des {words[4:]}" if words.startswith("les ") else f"de {words}"


THROUGH = {
    "page": "", "api": ", par un programme (API)", "import": ", par un import", "job": ", par une tâche automatique",
    "command": ", en ligne de commande", "direct": ", directement dans la base",
}  # fmt: skip
