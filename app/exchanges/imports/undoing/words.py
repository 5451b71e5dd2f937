"""French words for every table an import may write, and for every column of it that says something."""

from typing import NamedTuple

from app.wording import NARROW, NO_BREAK


class Noun(NamedTuple):
    one: str
    many: str
    is_feminine: bool = False

    def of(self, number: int) -> str:
        """« 1 200 projets »."""
        figures = f"{number:,}".replace(",", NARROW)
        return f"{figures}{NO_BREAK}{self.many if number > 1 else self.one}"

    def agreed(self, number: int, participle: str) -> str:
        """« retiré », « retirées »: the participle given in the masculine singular."""
        gendered = participle + "e" * self.is_feminine
        return gendered if number < 2 or gendered.endswith("s") else f"{gendered}s"


TABLES = {
    "organisation": Noun("organisation", "organisations", True),
    "project": Noun("projet", "projets"),
    "project_domain": Noun("thématique de projet", "thématiques de projets", True),
    "project_goal": Noun("ODD de projet", "ODD de projets"),
    "project_territory": Noun("territoire de projet", "territoires de projets"),
    "status_move": Noun("changement de statut", "changements de statut"),
    "partner": Noun("partenaire", "partenaires"),
    "investment": Noun("investissement", "investissements"),
    "allocation": Noun("affectation", "affectations", True),
    "cofinancing": Noun("cofinancement", "cofinancements"),
    "instalment": Noun("tranche", "tranches", True),
    "milestone": Noun("jalon", "jalons"),
    "indicator": Noun("indicateur", "indicateurs"),
    "measurement": Noun("mesure", "mesures", True),
    "respondent": Noun("répondant", "répondants"),
    "respondent_priority": Noun("priorité d’un répondant", "priorités de répondants", True),
    "answer": Noun("réponse", "réponses", True),
}
"""Every table whose rows are kept when an import writes them (migration 0010)."""

OTHER_TABLES = {
    "campaign": Noun("campagne", "campagnes", True),
    "organisation_alias": Noun("nom rencontré dans un fichier", "noms rencontrés dans des fichiers"),
    "organisation_distinction": Noun("distinction d’avec une autre organisation", "distinctions", True),
    "organisation_merge": Noun("fusion", "fusions", True),
    "registration_draft": Noun("enregistrement commencé", "enregistrements commencés"),
    "letter": Noun("courrier", "courriers"),
    "invitation": Noun("invitation", "invitations", True),
    "offline_grid": Noun("grille hors ligne", "grilles hors ligne", True),
    "respondent_event": Noun("événement d’un répondant", "événements de répondants"),
}
"""Others that may point at what an import created."""

NOT_SHOWN = frozenset({"id", "version", "created_at", "updated_at", "updated_by_id"})
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


def noun(table: str) -> Noun:
    return TABLES.get(table) or OTHER_TABLES.get(table) or Noun("enregistrement", "enregistrements")


def label(table: str, column: str) -> str:
    return COLUMNS[table][column]


def quoted(text: str) -> str:
    return f"«{NO_BREAK}{text}{NO_BREAK}»"
