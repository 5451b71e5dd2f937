"""What never enters the journal, what enters as a number, and the tables it does not watch, each with its reason."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select

from app.models.journal import JournalColumn

Columns = Mapping[str, frozenset[str]]


def columns(**tables: str) -> Columns:
    """``columns(partner="contact_name contact_email")``"""
    return {table: frozenset(names.split()) for table, names in tables.items()}


# Only that there is one, never which: a copy of the journal opens nothing.
SECRET = columns(
    user="password_hash",
    api_token="token_sha256",  # noqa: S106
    calendar_feed="token_sha256",
    offline_grid="token_sha256",
    second_factor="secret",
    recovery_code="code_hash",
    erasure="salt digests",
)
# What names or reaches a person, and what it wrote in its own words: a number in the journal, erasable.
PERSONAL = columns(
    added_value="compared_with how",
    answer="comment",
    api_token="name",  # noqa: S106
    calendar_feed="label query",
    bulk_edit="value",
    campaign_event="reason",
    case_agreement="agreed_by texts",
    case_study="title summary lessons conditions",
    cofinancing="note",
    coordination_time="rate_source",
    crosswalk="signed_name note",
    deliverable="title kept_at",
    document="title note withdrawal_reason",
    document_version="file_name comment",
    door="contact_name contact_email",
    door_letter="to_email",
    gazette="title editorial correction",
    gazette_item="text written",
    gazette_sending="email name",
    gazette_subscriber="email name",
    import_batch="file_name refusal",
    indicator="label",
    instalment="label payable_reason",
    investment="purpose",
    invitation="contact_name contact_email",
    issued_file="author file_name",
    issued_sending="name email message",
    letter="to_email",
    measurement="source",
    milestone="title deliverable evidence",
    model_lever="before after source",
    partner="contact_name contact_email contribution",
    qualification="territory_label sender_name",
    qualification_comment="comment",
    qualification_grid="note",
    qualification_level="evidence",
    programme_answer="comment",
    programme_count="source",
    programme_figure="label source",
    programme_review_event="reason",
    programme_story="text",
    programme_voice="contact_name contact_email",
    programme_voice_event="reason",
    project="title summary need answer territory_label",
    provider_identity="subject",
    registration_draft="steps title",
    respondent="contact_name contact_email",
    respondent_event="reason",
    roadmap_evidence="sentence source",
    roadmap_move="reason",
    saved_export="recipients name message",
    saved_view="name query",
    status_move="reason",
    user="email name",
)
# Pieces of files and beats of clocks: what changes with them is in the journal already.
LEFT_OUT = columns(
    api_token="last_used_at",  # noqa: S106
    calendar_feed="last_read_at",
    import_batch="content cells faults notes questions decisions",
    issued_file="beat_at done total",
    second_factor="last_step",
    user="last_signed_in_at",
)
TABLES_LEFT_OUT = {
    "account_event": "sécurité d’un compte : un registre à part, que la personne lit et qui s’oublie en six mois",
    "axis_share": "comptes repris, par la base, d’un résultat publié : lui est au journal",
    "api_answer": "réponses gardées quelques jours pour répondre pareil à un envoi répété",
    "digest": "courriels de rappel partis : un registre à part, oublié avec les rappels",
    "bulk_edit_line": "avant et après de chaque projet modifié en lot : le projet lui-même est au journal",
    "default_view": "la vue que chacun trouve en ouvrant le portefeuille : un réglage d’affichage",
    "door_session": "navigateurs ouverts par un lien personnel : des secrets, touchés à chaque page",
    "door_token": "empreintes de liens personnels : des secrets",
    "import_change": "avant et après de chaque ligne importée : la ligne elle-même est au journal",
    "import_line": "aperçu d’un fichier reçu : rien n’est encore écrit",
    "import_progress": "avancement d’un travail, effacé avec lui",
    "invitation_token": "empreintes de liens personnels : des secrets",
    "issued_content": "octets des fichiers émis, reconnus par leur empreinte",
    "issued_piece": "octets des fichiers émis",
    "journal_change": "le journal lui-même",
    "journal_column": "ce que le journal tait : une liste du code",
    "journal_person": "le journal lui-même ; un effacement y est noté",
    "journal_seal": "le journal lui-même",
    "journal_transaction": "le journal lui-même",
    "notice": "ce qui a été rappelé à qui : un registre à part, montré sur le jalon",
    "provider_return": "retours du service d’identité déjà pris : des secrets d’un instant",
    "respondent_session": "navigateurs ouverts : des secrets, touchés à chaque page",
    "sign_in_attempt": "essais de connexion : un registre de sécurité, oublié vite",
    "sign_in_link": "liens de connexion : des secrets de dix minutes",
    "sign_in_step": "connexions en cours : des secrets de quelques minutes",
    "submitted_form": "formulaires déjà reçus, gardés pour qu’un double envoi n’agisse qu’une fois",
    "territory": "code géographique officiel, livré avec le programme",
    "user_session": "connexions ouvertes : des secrets, touchés à chaque page",
}
KINDS = (("secret", SECRET), ("personal", PERSONAL), ("left_out", LEFT_OUT))


def every_column() -> Iterator[tuple[str, str, str]]:
    for kind, tables in KINDS:
        for table, names in tables.items():
            for name in sorted(names):
                yield table, name, kind


def install(connection: Connection) -> None:
    """Give the triggers the list of the code, when it is not the one they have."""
    table = JournalColumn.__table__
    wanted = set(every_column())
    there = {
        tuple(row)
        for row in connection.execute(select(JournalColumn.table_name, JournalColumn.column_name, JournalColumn.kind))
    }
    if there != wanted:
        connection.execute(delete(JournalColumn))
        connection.execute(insert(JournalColumn), [dict(zip(table.columns.keys(), row, strict=True)) for row in wanted])
