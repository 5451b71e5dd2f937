"""The demonstration, with every text that people type replaced by what a hostile hand would type."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, String, Table, text

from app.models import Base
from tests.security.payloads import ADDRESS, CORPUS, EMAIL

LISTS = (
    *("common_objective", "domain", "engineering", "innovation_phase", "milestone_kind", "partner_role"),
    *("partnership_category", "partnership_mode", "pillar", "profile", "scale", "sustainable_goal"),
)
# Where people type freely; whatever else is text is a code, a digest, or written by the product (`WRITTEN`).
TYPED: Mapping[str, tuple[str, ...]] = dict.fromkeys(LISTS, ("label",)) | {
    "user": ("name", "email"),
    "account_event": ("agent",),
    "user_session": ("agent",),
    "api_token": ("name",),
    "calendar_feed": ("label",),
    "programme": ("title", "envelope_source"),
    "programme_answer": ("comment",),
    "programme_count": ("source",),
    "programme_figure": ("label", "unit", "source"),
    "programme_grid": ("title",),
    "programme_result": ("reason",),
    "programme_review": ("title",),
    "programme_review_event": ("reason",),
    "programme_story": ("text",),
    "programme_voice": ("name", "contact_name", "contact_email"),
    "programme_voice_event": ("reason",),
    "saved_export": ("name", "message"),
    "saved_view": ("name",),
    "treatment": ("purpose", "legal_basis", "persons", "recipients", "measures"),
    "import_batch": ("file_name", "refusal"),
    "import_line": ("sheet", "label"),
    "issued_file": ("about", "funder", "author", "failure", "file_name"),
    "issued_sending": ("name", "email", "message", "failure"),
    "gazette": ("title", "editorial", "correction"),
    "gazette_item": ("text", "written"),
    "gazette_sending": ("email", "name", "failure"),
    "gazette_subscriber": ("email", "name"),
    "organisation": ("name", "website"),
    "organisation_merge": ("removed_name",),
    "project": ("title", "summary", "need", "answer", "territory_label", "charter_version"),
    "cofinancing": ("note",),
    "indicator": ("label", "unit"),
    "investment": ("copil_number", "purpose"),
    "partner": ("contribution", "contact_name", "contact_email"),
    "registration_draft": ("title",),
    "status_move": ("reason",),
    "campaign_event": ("reason",),
    "respondent_event": ("reason",),
    "erasure": ("reason",),
    "backup": ("sentence", "file_name"),
    "case_study": ("title", "summary", "lessons", "conditions"),
    "case_agreement": ("agreed_by",),
    "deliverable": ("title", "kept_at"),
    "measurement": ("source",),
    "added_value": ("compared_with", "how"),
    "added_value_method": ("label", "how", "unit", "source"),
    "coordination_time": ("rate_source",),
    "milestone": ("title", "deliverable", "evidence"),
    "model_lever": ("before", "after", "source"),
    "respondent": ("contact_name", "contact_email"),
    "document": ("title", "note", "withdrawal_reason"),
    "document_version": ("file_name", "comment", "warning"),
    "instalment": ("label", "payment_reference", "payable_reason"),
    "invitation": ("contact_name", "contact_email"),
    "answer": ("comment",),
    "letter": ("to_email", "failure"),
    "door": ("contact_name", "contact_email"),
    "door_letter": ("to_email", "failure"),
    "crosswalk": ("note", "signed_name", "signed_as"),
    "qualification": ("territory_label", "sender_name"),
    "qualification_comment": ("comment",),
    "qualification_grid": ("note",),
    "qualification_level": ("evidence",),
    "result": ("reason",),
    "roadmap_measure": ("title", "target", "target_unit"),
    "roadmap_move": ("reason",),
    "roadmap_evidence": ("sentence", "source"),
    "national_reference": ("label", "population"),
    "reference_figure": ("source", "retired_reason"),
}
# Codes, digests, dates of a rule, files read by the product's own readers: nobody types these freely.
WRITTEN = {
    *("action", "body", "code", "code_hash", "confidence", "csrf_token", "database_role", "date_rule"),
    *(
        "theme",
        "saved_view.page",
        "departement_code",
        "digest",
        "etag",
        "field",
        "fingerprint",
        "formula_version",
        "frame",
        "inputs_sha256",
        "ip",
    ),
    *("issuer", "key", "kind", "location", "mark", "maturity", "media_type", "method", "moment", "no_level", "origin"),
    *("password_hash", "plan_digest", "purpose", "record_key", "reference", "request_id", "rna", "role", "route"),
    *(
        "schedule",
        "search",
        "sha256",
        "siren",
        "siret",
        "sort_name",
        "sort_title",
        "source",
        "stage",
        "state",
        "status",
    ),
    *("subject", "suffix", "table_name", "from_status", "to_status", "value", "verification"),
    *("gazette_item.source_table", "gazette_item.source_key", "gazette_item.address"),
    *("rhythm", "calendar_feed.query", "digest.failure", "saved_view.query", "act"),
    "model_lever.lever",
    *("region.label", "territory.label", "grid_version.title", "journal_transaction.reason"),
    *("national_reference.axis", "programme_count.no_value", "programme_review.phase", "programme_voice.viewpoint"),
    *("qualification.sent_by", "qualification.territory_search", "roadmap_measure.chantier"),
}
# Left empty by the demonstration.
FILLED = (
    *("organisation.website", "cofinancing.note", "partner.contribution", "respondent_event.reason"),
    "instalment.payable_reason",
    *("milestone.deliverable", "crosswalk.note"),
    *("document_version.comment", "document_version.warning", "document.note"),
)
EMAILS = ("email", "contact_email", "to_email")
REPLACE = """
UPDATE "{table}" AS t SET "{column}" = {value}
FROM (SELECT ctid AS place, row_number() OVER (ORDER BY ctid) AS n FROM "{table}" WHERE {where}) AS numbered
WHERE t.ctid = numbered.place
"""
SIGNED = "UPDATE crosswalk SET signed_name = '?', signed_as = '?'"
ONE_OF = "(CAST(:corpus AS text[]))[1 + (n + :shift) % :size]"


def poison(connection: Connection) -> dict[str, int]:
    """« table.column » → how many rows; a frozen one is thawed first, as a hand in the database would."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(text(SIGNED))
    done = {}
    for shift, (table, column) in enumerate(typed()):
        name = f"{table.name}.{column.name}"
        where = "true" if name in FILLED else f"\"{column.name}\" <> ''"
        statement = text(REPLACE.format(table=table.name, column=column.name, value=_value(table, column), where=where))
        given = {"corpus": list(CORPUS), "shift": shift * 7, "size": len(CORPUS)}
        used = {name: value for name, value in given.items() if f":{name}" in str(statement)}
        done[name] = connection.execute(statement, used).rowcount
    return done


def write_in_the_journal(connection: Connection) -> None:
    """The same texts, changed once more by hand with the triggers on: the journal holds them before and after."""
    for table, column in (
        *(("project", "summary"), ("milestone", "title"), ("organisation", "name"), ("partner", "contact_name")),
        *(("instalment", "label"), ("programme", "title"), ("indicator", "label")),
    ):
        connection.execute(
            text(f"""UPDATE "{table}" SET "{column}" = "{column}" || '.' WHERE id IN (SELECT min(id) FROM "{table}")""")
        )


def typed() -> Iterator[tuple[Table, Column[str]]]:
    for name, columns in TYPED.items():
        table = Base.metadata.tables[name]
        for column in columns:
            yield table, table.c[column]


def texts() -> set[str]:
    """Every column of text that is no reference and no key."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and not column.foreign_keys and not column.primary_key
    }


def _value(table: Table, column: Column[str]) -> str:
    if column.name in EMAILS:
        return f"'{EMAIL.replace(chr(39), chr(39) * 2)}' || n"
    if column.name == "website":
        return f"'{ADDRESS.replace(chr(39), chr(39) * 2)}' || n"
    numbered = f"{ONE_OF} || ' ' || n"
    assert isinstance(column.type, String)
    return f"left({numbered}, {column.type.length})" if column.type.length else numbered
