"""the journal of answers without working out its own statement at each answer"""

from collections.abc import Sequence

from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Les mêmes lignes que journal_write(), dont chaque appel relit le catalogue et prépare à neuf sa requête. Ici la requête
# est écrite d’avance : PostgreSQL la prépare une fois par connexion. Ce qui nomme quelqu’un vient toujours de la liste.
WRITE = """
CREATE FUNCTION journal_write_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  personal text[];
BEGIN
  SELECT coalesce(array_agg(column_name), '{}') INTO personal FROM journal_column
    WHERE table_name = 'answer' AND kind = 'personal';
  IF TG_OP = 'INSERT' THEN
    WITH l AS MATERIALIZED (SELECT row_number() OVER () AS n, x.respondent_id,
        concat_ws('/', x.respondent_id::text, x.reading::text, x.question_code::text) AS key, to_jsonb(x) AS line
      FROM new_rows AS x),
    said AS MATERIALIZED (SELECT l.n, e.key AS name, e.value FROM l, unnest(personal) AS p(name),
        LATERAL (SELECT p.name AS key, l.line -> p.name AS value) AS e
      WHERE e.value NOT IN ('null', '""', '[]', '{}')),
    put AS (SELECT said.n, jsonb_object_agg(said.name, jsonb_build_object('person', r.number)) AS line
      FROM said JOIN journal_references(ARRAY(SELECT DISTINCT value FROM said)) AS r ON r.said = said.value
      GROUP BY said.n)
    INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action, after)
    SELECT (SELECT journal_entry()), 'answer', l.key,
      coalesce((SELECT p.project_id FROM respondent AS r JOIN campaign AS p ON p.id = r.campaign_id
        WHERE r.id = l.respondent_id), journal_project('answer', l.line)),
      'insert', l.line || coalesce(put.line, '{}')
    FROM l LEFT JOIN put USING (n) ORDER BY l.n;
    RETURN NULL;
  END IF;
  INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action, before, after)
  SELECT (SELECT journal_entry()), 'answer',
    concat_ws('/', respondent_id::text, reading::text, question_code::text),
    coalesce((SELECT p.project_id FROM respondent AS r JOIN campaign AS p ON p.id = r.campaign_id
      WHERE r.id = pairs.respondent_id), journal_project('answer', coalesce(becomes, was))),
    CASE WHEN was IS NULL THEN 'insert' WHEN becomes IS NULL THEN 'delete' ELSE 'update' END,
    (SELECT CASE WHEN c.line ?| personal THEN journal_masked(c.line, '{}', personal) ELSE c.line END
      FROM (SELECT jsonb_object_agg(e.key, e.value) AS line FROM jsonb_each(was) AS e
        WHERE becomes IS NULL OR becomes -> e.key IS DISTINCT FROM e.value) AS c WHERE was IS NOT NULL),
    (SELECT CASE WHEN c.line ?| personal THEN journal_masked(c.line, '{}', personal) ELSE c.line END
      FROM (SELECT jsonb_object_agg(e.key, e.value) AS line FROM jsonb_each(becomes) AS e
        WHERE was IS NULL OR was -> e.key IS DISTINCT FROM e.value) AS c WHERE becomes IS NOT NULL)
  FROM ((SELECT x.respondent_id, x.reading, x.question_code, to_jsonb(x) AS was FROM old_rows AS x) AS o
    FULL JOIN (SELECT x.respondent_id, x.reading, x.question_code, to_jsonb(x) AS becomes FROM new_rows AS x) AS n
    USING (respondent_id, reading, question_code)) AS pairs
  WHERE was IS DISTINCT FROM becomes;
  RETURN NULL;
END $$
"""
TABLES = {"insert": "NEW TABLE AS new_rows", "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows"}


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(WRITE)
    op.execute("REVOKE ALL ON FUNCTION journal_write_answer() FROM PUBLIC")
    watch("journal_write_answer")


def downgrade() -> None:
    watch("journal_write")
    op.execute("DROP FUNCTION journal_write_answer()")


def watch(function: str) -> None:
    for moment, tables in TABLES.items():
        op.execute(f"DROP TRIGGER journal_{moment} ON answer")
        op.execute(
            f"CREATE TRIGGER journal_{moment} AFTER {moment.upper()} ON answer REFERENCING {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )
        op.execute(f"ALTER TABLE answer ENABLE ALWAYS TRIGGER journal_{moment}")
