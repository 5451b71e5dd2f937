"""What an import has left in each database, in the same form, and how to begin again from nothing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, text

from bench.database import settle

OURS = """
SELECT p.code, p.title, p.territory_label, p.region_code, d.codes, p.category_code, p.status, p.starts_on, p.ends_on,
       c.name, coalesce(c.siren, left(c.siret, 9)), o.names, i.copil_on, i.amount_eur
FROM project p
JOIN partner carrier ON carrier.project_id = p.id AND carrier.role_code = 'porteur'
JOIN organisation c ON c.id = carrier.organisation_id
LEFT JOIN LATERAL (SELECT string_agg(domain_code, ' ' ORDER BY domain_code) AS codes
                   FROM project_domain WHERE project_id = p.id) d ON true
LEFT JOIN LATERAL (SELECT string_agg(organisation.name, '; ' ORDER BY organisation.name) AS names
                   FROM partner JOIN organisation ON organisation.id = organisation_id
                   WHERE project_id = p.id AND role_code = 'partenaire') o ON true
LEFT JOIN investment i ON i.project_id = p.id
ORDER BY p.code, i.id
"""
PEERS = """
SELECT p.code, p.title, p.territory, p.region, p.domain, p.category, p.status, p.starts_on, p.ends_on,
       c.name, c.siren, o.names, i.copil_on, i.amount
FROM importing_project p
JOIN importing_partner carrier ON carrier.project_id = p.id AND carrier.role = 'porteur'
JOIN importing_organisation c ON c.id = carrier.organisation_id
LEFT JOIN LATERAL (SELECT string_agg(organisation.name, '; ' ORDER BY organisation.name) AS names
                   FROM importing_partner partner JOIN importing_organisation organisation
                     ON organisation.id = organisation_id
                   WHERE project_id = p.id AND role = 'partenaire') o ON true
LEFT JOIN importing_investment i ON i.project_id = p.id
ORDER BY p.code, i.id
"""
# Organisations one by one: people of a funder hang on them, and « CASCADE » would take the very session that measures.
OUR_EMPTYING = (
    "TRUNCATE project, import_batch, organisation_alias, import_header CASCADE",
    "DELETE FROM organisation",
    "TRUNCATE journal_transaction, journal_change, journal_seal CASCADE",
)
PEERS_TABLES = ("importing_project", "importing_organisation", "importing_partner", "importing_investment")
PEERS_EMPTYING = (
    "TRUNCATE importing_project, importing_organisation, django_admin_log CASCADE",
    "TRUNCATE journal_transaction, journal_change, journal_seal CASCADE",
)


def keeping(names: Sequence[str], *, kept: bool) -> list[str]:
    """Whether our journal keeps every row written in these tables, as it does of ours."""
    word = "ENABLE ALWAYS" if kept else "DISABLE"
    return [
        f"ALTER TABLE {name} {word} TRIGGER journal_{what}" for name in names for what in ("insert", "update", "delete")
    ]


# The journal lets no table be emptied at once; between two rounds, on a database made for this, it does.
LET_GO = """
DO $$ DECLARE kept record; BEGIN
  FOR kept IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger
    WHERE tgname IN ('journal_truncate', 'journal_is_not_emptied') AND tgenabled <> 'D'
  LOOP EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', kept.name, kept.tgname); END LOOP;
END $$"""
Row = tuple[Any, ...]


def rows_left(engine: Engine, query: str) -> list[Row]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def forget(engine: Engine, emptying: Sequence[str]) -> None:
    with engine.begin() as connection:
        for statement in (LET_GO, *emptying):
            connection.execute(text(statement))
    settle(engine)


def first_difference(ours: Sequence[Row], theirs: Sequence[Row]) -> str:
    if len(ours) != len(theirs):
        return f"{len(ours)} projects / {len(theirs)}"
    return next((f"{one} / {other}" for one, other in zip(ours, theirs, strict=True) if one != other), "")
