"""the journal without working out its own statements at each writing

What `journal_write` wrote, line for line. Its statements were worked out from the catalogue at each call; they are now
written beforehand, so that PostgreSQL prepares them once per connection and table. Names become numbers all at once, and
a text without a word is no longer looked into for the index of words.
"""

from collections.abc import Sequence

from alembic import context, op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Une clé secrète, comme celle d’un jeton, n’est dans le journal que par le début de son empreinte.
PLACES = range(1, 4)
PLAIN_KEY = f"concat_ws('/', {', '.join(f'line ->> pk[{place}]' for place in PLACES)})"
MASKED_KEY = f"""concat_ws('/', {
    ", ".join(
        f"CASE WHEN pk[{place}] = ANY (secret) THEN left(encode(sha256(convert_to(line ->> pk[{place}], 'UTF8')), 'hex'), 12)"
        f" ELSE line ->> pk[{place}] END"
        for place in PLACES
    )
})"""
PROJECT = """CASE
      WHEN line ? 'project_id' THEN (line ->> 'project_id')::bigint
      WHEN TG_TABLE_NAME = 'project' THEN (line ->> 'id')::bigint
      WHEN line ? 'investment_id' THEN coalesce(
        (SELECT p.project_id FROM investment AS p WHERE p.id = (line ->> 'investment_id')::bigint),
        journal_project(TG_TABLE_NAME, line))
      WHEN line ? 'respondent_id' THEN coalesce(
        (SELECT p.project_id FROM respondent AS r JOIN campaign AS p ON p.id = r.campaign_id
          WHERE r.id = (line ->> 'respondent_id')::bigint), journal_project(TG_TABLE_NAME, line))
      ELSE journal_project(TG_TABLE_NAME, line) END"""
GUARDED = "CASE WHEN line ?| guarded THEN journal_masked(line, secret, personal) ELSE line END"
INTO = "INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action"


def one_way(rows: str, column: str) -> str:
    """Rows that come, or that go: those without a name as they are, the names of the others all at once."""
    return f"""
    IF NOT EXISTS (SELECT FROM {rows}) THEN RETURN NULL;
    ELSIF secret = '{{}}' AND personal <> '{{}}' THEN
      WITH l AS MATERIALIZED (SELECT row_number() OVER () AS n, to_jsonb(x) - hidden AS line FROM {rows} AS x),
      said AS MATERIALIZED (SELECT l.n, p.name, l.line -> p.name AS value FROM l, unnest(personal) AS p (name)
        WHERE l.line -> p.name NOT IN ('null', '""', '[]', '{{}}')),
      put AS (SELECT said.n, jsonb_object_agg(said.name, jsonb_build_object('person', r.number)) AS names
        FROM said JOIN journal_references(ARRAY(SELECT DISTINCT value FROM said)) AS r ON r.said = said.value
        GROUP BY said.n)
      {INTO}, {column})
      SELECT (SELECT journal_entry()), TG_TABLE_NAME, {PLAIN_KEY}, {PROJECT}, lower(TG_OP), line || coalesce(names, '{{}}')
      FROM l LEFT JOIN put USING (n) ORDER BY n;
    ELSE
      {INTO}, {column})
      SELECT (SELECT journal_entry()), TG_TABLE_NAME, {MASKED_KEY}, {PROJECT}, lower(TG_OP), {GUARDED}
      FROM (SELECT to_jsonb(x) - hidden AS line FROM {rows} AS x OFFSET 0) AS l;
    END IF;"""


def changed(one: str, other: str) -> str:
    return f"""(SELECT {GUARDED} FROM (SELECT jsonb_object_agg(e.key, e.value) AS line FROM jsonb_each({one}) AS e
        WHERE {other} IS NULL OR {other} -> e.key IS DISTINCT FROM e.value) AS c WHERE {one} IS NOT NULL)"""


PAIRED = """SELECT coalesce(becomes, was) AS line, was, becomes
      FROM (SELECT line AS was, jsonb_build_array(line -> pk[1], line -> pk[2], line -> pk[3]) AS id
          FROM (SELECT to_jsonb(x) - hidden AS line FROM old_rows AS x OFFSET 0) AS l) AS o
        FULL JOIN (SELECT line AS becomes, jsonb_build_array(line -> pk[1], line -> pk[2], line -> pk[3]) AS id
          FROM (SELECT to_jsonb(x) - hidden AS line FROM new_rows AS x OFFSET 0) AS l) AS n USING (id)
      WHERE was IS DISTINCT FROM becomes"""
WRITE = f"""
CREATE OR REPLACE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  pk text[];
  secret text[];
  personal text[];
  guarded text[];
  hidden text[];
BEGIN
  SELECT coalesce(array_agg(column_name) FILTER (WHERE kind = 'secret'), '{{}}'),
    coalesce(array_agg(column_name) FILTER (WHERE kind = 'personal'), '{{}}'),
    coalesce(array_agg(column_name) FILTER (WHERE kind = 'left_out'), '{{}}')
    INTO secret, personal, hidden FROM journal_column WHERE table_name = TG_TABLE_NAME;
  guarded := secret || personal;
  hidden := hidden || ARRAY(SELECT attname::text FROM pg_attribute
    WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND attgenerated <> '');
  pk := ARRAY(SELECT a.attname::text FROM pg_index AS i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
    JOIN pg_attribute AS a ON a.attnum = k.attnum WHERE i.indrelid = TG_RELID AND i.indisprimary
      AND a.attrelid = i.indrelid ORDER BY k.place);
  IF TG_OP = 'INSERT' THEN {one_way("new_rows", "after")}
  ELSIF TG_OP = 'DELETE' THEN {one_way("old_rows", "before")}
  ELSE
    {INTO}, before, after)
    SELECT (SELECT journal_entry()), TG_TABLE_NAME, {MASKED_KEY}, {PROJECT},
      CASE WHEN was IS NULL THEN 'insert' WHEN becomes IS NULL THEN 'delete' ELSE 'update' END,
      {changed("was", "becomes")},
      {changed("becomes", "was")}
    FROM ({PAIRED}) AS paired;
  END IF;
  RETURN NULL;
END $$
"""
REFERENCES = """
CREATE OR REPLACE FUNCTION journal_references(given jsonb[]) RETURNS TABLE (said jsonb, number bigint) LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY
  WITH known AS MATERIALIZED (SELECT g, min(p.id) AS id FROM unnest(given) AS g
    LEFT JOIN journal_person AS p ON p.value_hash = hashtextextended(g::text, 0) AND p.value = g GROUP BY g),
  added AS (INSERT INTO journal_person (value) SELECT g FROM known WHERE id IS NULL RETURNING value, id)
  SELECT g, id FROM known WHERE id IS NOT NULL UNION ALL SELECT value, id FROM added;
END $$
"""
SEARCH_WORDS = r"""
CREATE OR REPLACE FUNCTION search_words(value text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  IF btrim(value) = '' THEN RETURN ''; END IF;
  RETURN strip(to_tsvector(
    'pg_catalog.simple',
    regexp_replace(public.normalise(left(value, 100000)), '[^a-z0-9ß-öø-ɏͰ-ӿ]+', ' ', 'g')
  ));
END
$$
"""
FORMER = {"0016": ("journal_write()", "journal_references(given jsonb[])"), "0024": ("search_words(value text)",)}


def upgrade() -> None:
    replace(WRITE, REFERENCES, SEARCH_WORDS)


def downgrade() -> None:
    for revision, names in FORMER.items():
        module = context.script.get_revision(revision).module
        texts = module.FUNCTIONS if revision == "0016" else (module.SEARCH_WORDS,)
        starts = tuple(f"CREATE FUNCTION {name}" for name in names)
        former = [each.lstrip() for each in texts if each.lstrip().startswith(starts)]
        replace(*(each.replace("CREATE", "CREATE OR REPLACE", 1) for each in former))


def replace(*functions: str) -> None:
    for function in functions:
        op.get_bind().connection.driver_connection.execute(function)
