"""Which columns may name a person, what each table is called, and what is kept whatever is asked."""

from functools import cache

from sqlalchemy import ARRAY, JSON, Column, Table, Text

from app.journal.columns import SECRET
from app.models import Base

# The journal empties its own names; the others hold digests, codes, or what is delivered with the program.
NOT_READ = frozenset(
    {
        "erasure", "grid_version", "journal_change", "journal_column", "journal_person", "journal_seal",
        "journal_transaction", "programme_grid", "purge", "retention_rule", "territory", "treatment",
    }
)  # fmt: skip
SILENT = ("_hash", "csrf_token", "fingerprint", "sha256", "digest", "mark")
ORGANISATION = "nom d’une organisation, qui figure dans les comptes du Fonds, gardés dix ans"
FROZEN = "partie d’une publication figée"
KEPT: dict[tuple[str, str], str] = {
    ("organisation", "name"): ORGANISATION,
    ("organisation_alias", "name_key"): ORGANISATION,
    ("organisation_merge", "removed_name"): ORGANISATION,
    ("organisation_merge", "removed"): ORGANISATION,
    ("organisation_merge", "kept_before"): ORGANISATION,
    ("organisation_merge", "moved"): ORGANISATION,
    ("result", "reason"): FROZEN,
    ("result", "scores"): FROZEN,
    ("programme_result", "reason"): FROZEN,
    ("programme_result", "content"): FROZEN,
    ("programme_voice", "name"): ORGANISATION,
    ("crosswalk", "signed_name"): "signature d’une lecture publiée, que le Fonds doit pouvoir justifier",
    ("crosswalk", "signed_as"): FROZEN,
    ("crosswalk", "note"): FROZEN,
    ("crosswalk", "source"): FROZEN,
    ("qualification_grid", "note"): FROZEN,
    ("qualification_grid", "source"): FROZEN,
}
# A record that is a contact: when one half is the person, the other is too.
CONTACTS = {
    "user": ("name", "email"),
    "partner": ("contact_name", "contact_email"),
    "respondent": ("contact_name", "contact_email"),
    "invitation": ("contact_name", "contact_email"),
    "door": ("contact_name", "contact_email"),
    "programme_voice": ("contact_name", "contact_email"),
    "issued_sending": ("name", "email"),
    "gazette_sending": ("name", "email"),
    "gazette_subscriber": ("name", "email"),
}
WORDS = {
    "account_event": "Activité d’un compte",
    "api_answer": "Réponse faite à un programme",
    "api_token": "Accès par programme",
    "answer": "Commentaire d’une réponse",
    "calendar_feed": "Abonnement au calendrier",
    "bulk_edit": "Modification en lot",
    "campaign_event": "Histoire d’une campagne",
    "case_agreement": "Accord de l’alliance sur un récit",
    "case_study": "Récit d’un projet",
    "crosswalk": "Lecture publiée",
    "added_value": "Valeur ajoutée",
    "added_value_method": "Méthode d’une valeur ajoutée",
    "coordination_time": "Temps de coordination",
    "deliverable": "Livrable de clôture",
    "document": "Document",
    "document_version": "Fichier d’un document",
    "gazette": "Gazette",
    "gazette_item": "Phrase de la gazette",
    "gazette_sending": "Envoi de la gazette",
    "gazette_subscriber": "Abonnement à la gazette",
    "door": "Accès personnel",
    "door_letter": "Lettre d’un accès personnel",
    "import_batch": "Import",
    "import_change": "Changement fait par un import",
    "import_line": "Ligne d’un fichier reçu",
    "indicator": "Indicateur",
    "investment": "Investissement",
    "invitation": "Invitation d’un répondant",
    "issued_file": "Fichier émis",
    "issued_sending": "Envoi d’un fichier émis",
    "letter": "Lettre à un partenaire",
    "measurement": "Mesure",
    "milestone": "Jalon",
    "model_lever": "Levier du modèle socio-économique",
    "organisation": "Organisation",
    "organisation_merge": "Fiches réunies",
    "partner": "Contact d’un partenaire",
    "programme_answer": "Commentaire d’une voix",
    "programme_count": "Source d’un compte",
    "programme_figure": "Repère d’un programme",
    "programme_review": "Évaluation de programme",
    "programme_review_event": "Histoire d’une évaluation de programme",
    "programme_story": "Récit d’une voix",
    "programme_voice": "Voix d’une évaluation de programme",
    "programme_voice_event": "Histoire d’une voix",
    "project": "Projet",
    "qualification": "Qualification des pratiques",
    "qualification_comment": "Commentaire d’une qualification",
    "qualification_grid": "Grille de qualification",
    "qualification_grid_draft": "Grille de qualification, brouillon",
    "qualification_level": "Preuve d’une pratique",
    "registration_draft": "Brouillon d’un investissement",
    "respondent": "Répondant d’une campagne",
    "respondent_event": "Histoire d’une grille",
    "roadmap_evidence": "Preuve d’une mesure de la feuille de route",
    "roadmap_move": "Changement de statut d’une mesure",
    "saved_export": "Export gardé",
    "saved_view": "Vue enregistrée",
    "status_move": "Changement de statut",
    "user": "Compte du Fonds",
    "user_session": "Connexion",
}


def words_of(table: str) -> str:
    return WORDS.get(table, "Autre fiche")


@cache
def read_tables() -> tuple[Table, ...]:
    return tuple(table for table in Base.metadata.sorted_tables if table.name not in NOT_READ and texts_of(table))


def texts_of(table: Table) -> tuple[Column[object], ...]:
    """The columns where someone may be named: texts of any shape, but keys, codes of lists, digests and secrets."""
    secret = SECRET.get(table.name, frozenset())
    return tuple(column for column in table.columns if _may_name(column) and column.name not in secret)


def _may_name(column: Column[object]) -> bool:
    if column.computed is not None or column.foreign_keys or column.name.endswith(SILENT):
        return False
    is_key = column.primary_key and (column.table.name, column.name) not in KEPT
    return isinstance(column.type, (Text, JSON, ARRAY)) and not is_key
