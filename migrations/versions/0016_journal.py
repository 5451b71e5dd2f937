"""every change, by whom and why: written by the database itself"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WATCHED = (
    "allocation", "answer", "api_token", "axis_result", "campaign", "campaign_event", "campaign_reminder",
    "case_agreement", "case_study", "cofinancing", "common_objective", "crosswalk", "crosswalk_draft", "deliverable",
    "domain", "engineering", "grid_draft", "grid_version", "import_batch", "import_header", "indicator",
    "innovation_phase", "installation_fact", "instalment", "investment", "invitation", "issued_file", "issued_sending",
    "letter", "measurement", "milestone", "milestone_kind", "offline_grid", "organisation", "organisation_alias",
    "organisation_distinction", "organisation_merge", "partner", "partner_role", "partnership_category",
    "partnership_mode", "pillar", "profile", "programme", "project", "project_domain", "project_goal",
    "project_territory", "region", "registration_draft", "respondent", "respondent_event", "respondent_priority",
    "result", "saved_export", "scale", "status_move", "sustainable_goal", "user",
)  # fmt: skip
# La liste du jour, pour les écritures des migrations elles-mêmes ; « bring_up » pose ensuite celle du code.
SECRET = {"user": ("password_hash",), "api_token": ("token_sha256",), "offline_grid": ("token_sha256",)}
PERSONAL = {
    "answer": ("comment",),
    "case_agreement": ("agreed_by",),
    "crosswalk": ("signed_name",),
    "invitation": ("contact_name", "contact_email"),
    "issued_file": ("author",),
    "issued_sending": ("name", "email"),
    "letter": ("to_email",),
    "partner": ("contact_name", "contact_email"),
    "registration_draft": ("steps",),
    "respondent": ("contact_name", "contact_email"),
    "saved_export": ("recipients",),
    "user": ("email", "name"),
}
FUNCTIONS = (
    # Ce qui nomme quelqu’un, ou qu’il a écrit : un numéro, le même pour la même valeur.
    """
CREATE FUNCTION journal_reference(given jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found bigint;
BEGIN
  SELECT id INTO found FROM journal_person
    WHERE value_hash = hashtextextended(given::text, 0) AND value = given
    ORDER BY id + 0 LIMIT 1;  -- « + 0 » : par l’empreinte, jamais en lisant toute la table dans l’ordre
  IF found IS NULL THEN
    INSERT INTO journal_person (value) VALUES (given) RETURNING id INTO found;
  END IF;
  RETURN found;
END $$
""",
    # Un motif est écrit à la main : il peut nommer quelqu’un, il s’efface donc comme un nom.
    """
CREATE FUNCTION journal_reason() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF coalesce(current_setting('journal.reason', true), '') = '' THEN RETURN NULL; END IF;
  RETURN journal_reference(to_jsonb(current_setting('journal.reason')));
END $$
""",
    # L’entrée ouverte dans cette transaction, ou une nouvelle. Le réglage seul ne prouve rien : il doit désigner une
    # entrée de cette transaction même, sans quoi un écrit pourrait se glisser dans une entrée ancienne.
    """
CREATE FUNCTION journal_entry() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  opened bigint := nullif(current_setting('journal.entry', true), '')::bigint;
  found bigint;
BEGIN
  IF opened IS NOT NULL THEN
    SELECT id INTO found FROM journal_transaction
      WHERE id = opened AND xid = pg_current_xact_id()::text::bigint AND at >= now();
    IF found IS NOT NULL THEN RETURN found; END IF;
  END IF;
  INSERT INTO journal_transaction (at, xid, database_role, user_id, invitation_id, origin, route, request_id, reason_id)
    VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, session_user,
      nullif(current_setting('journal.user_id', true), '')::bigint,
      nullif(current_setting('journal.invitation_id', true), '')::bigint,
      coalesce(nullif(current_setting('journal.origin', true), ''), 'direct'),
      coalesce(current_setting('journal.route', true), ''),
      coalesce(current_setting('journal.request_id', true), ''),
      journal_reason())
    RETURNING id INTO found;
  PERFORM set_config('journal.entry', found::text, true);
  RETURN found;
END $$
""",
    # Qui agit à partir d’ici, jusqu’à la fin de la transaction : ce qui suit va dans une nouvelle entrée.
    """
CREATE FUNCTION journal_acting(who bigint, guest bigint, origin text, route text, request text, reason text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('journal.entry', '', true), set_config('journal.user_id', coalesce(who::text, ''), true),
    set_config('journal.invitation_id', coalesce(guest::text, ''), true), set_config('journal.origin', origin, true),
    set_config('journal.route', route, true), set_config('journal.request_id', request, true),
    set_config('journal.reason', reason, true);
END $$
""",
    # Le motif de l’entrée ouverte : elle n’est pas encore validée, c’est le seul moment où elle se complète.
    """
CREATE FUNCTION journal_because(motive text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config('journal.reason', motive, true);
  UPDATE journal_transaction SET reason_id = journal_reason()
    WHERE id = nullif(current_setting('journal.entry', true), '')::bigint
      AND xid = pg_current_xact_id()::text::bigint AND at >= now();
END $$
""",
    # Un secret n’est jamais écrit, seulement qu’il y en a un ; ce qui nomme quelqu’un devient un numéro.
    """
CREATE FUNCTION journal_masked(line jsonb, secret text[], personal text[]) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY secret LOOP
    IF line -> name <> 'null' THEN line := jsonb_set(line, ARRAY[name], '{"secret": true}'); END IF;
  END LOOP;
  FOREACH name IN ARRAY personal LOOP
    IF line -> name NOT IN ('null', '""', '[]', '{}') THEN
      line := jsonb_set(line, ARRAY[name], jsonb_build_object('person', journal_reference(line -> name)));
    END IF;
  END LOOP;
  RETURN line;
END $$
""",
    # Le projet que touche une ligne, quand on peut le dire : par ses liens, ou par ce que le journal sait d’un parent parti.
    """
CREATE FUNCTION journal_parent(parent text, link text, number bigint) RETURNS bigint LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found bigint;
BEGIN
  EXECUTE format('SELECT %I FROM %I WHERE id = $1', link, parent) INTO found USING number;
  IF found IS NULL THEN
    SELECT (coalesce(after, before) ->> link)::bigint INTO found FROM journal_change
      WHERE table_name = parent AND record_key = number::text AND coalesce(after, before) ? link
      ORDER BY id DESC LIMIT 1;
  END IF;
  RETURN found;
END $$
""",
    """
CREATE FUNCTION journal_project(source text, line jsonb) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  campaign bigint := (line ->> 'campaign_id')::bigint;
BEGIN
  IF source = 'project' THEN RETURN (line ->> 'id')::bigint; END IF;
  IF line ? 'project_id' THEN RETURN (line ->> 'project_id')::bigint; END IF;
  IF line ? 'investment_id' THEN RETURN journal_parent('investment', 'project_id', (line ->> 'investment_id')::bigint); END IF;
  IF line ? 'indicator_id' THEN RETURN journal_parent('indicator', 'project_id', (line ->> 'indicator_id')::bigint); END IF;
  IF line ? 'case_id' THEN RETURN journal_parent('case_study', 'project_id', (line ->> 'case_id')::bigint); END IF;
  IF line ? 'document_id' AND to_regclass('public.document') IS NOT NULL THEN
    RETURN journal_parent('document', 'project_id', (line ->> 'document_id')::bigint);
  END IF;
  IF line ? 'respondent_id' THEN
    campaign := journal_parent('respondent', 'campaign_id', (line ->> 'respondent_id')::bigint);
  ELSIF line ? 'result_id' THEN
    campaign := journal_parent('result', 'campaign_id', (line ->> 'result_id')::bigint);
  END IF;
  RETURN CASE WHEN campaign IS NOT NULL THEN journal_parent('campaign', 'project_id', campaign) END;
END $$
""",
    # Les mêmes valeurs d’un coup : mille lignes importées ne font pas mille recherches.
    """
CREATE FUNCTION journal_references(given jsonb[]) RETURNS TABLE (said jsonb, number bigint) LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO journal_person (value) SELECT g FROM unnest(given) AS g WHERE NOT EXISTS (
    SELECT FROM journal_person AS p WHERE p.value_hash = hashtextextended(g::text, 0) AND p.value = g);
  RETURN QUERY SELECT g, min(p.id) FROM unnest(given) AS g
    JOIN journal_person AS p ON p.value_hash = hashtextextended(g::text, 0) AND p.value = g GROUP BY g;
END $$
""",
    # Comment une ligne de cette table mène à son projet : par une jointure quand elle suffit, la fonction sinon.
    """
CREATE FUNCTION journal_project_of(source oid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  names text[] := ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = source AND attnum > 0 AND NOT attisdropped);
BEGIN
  IF 'project_id' = ANY (names) THEN RETURN '(line ->> ''project_id'')::bigint'; END IF;
  IF 'investment_id' = ANY (names) THEN
    RETURN 'coalesce((SELECT p.project_id FROM investment AS p WHERE p.id = (line ->> ''investment_id'')::bigint), journal_project($1, line))';
  END IF;
  IF 'respondent_id' = ANY (names) THEN
    RETURN 'coalesce((SELECT p.project_id FROM respondent AS r JOIN campaign AS p ON p.id = r.campaign_id
      WHERE r.id = (line ->> ''respondent_id'')::bigint), journal_project($1, line))';
  END IF;
  RETURN 'journal_project($1, line)';
END $$
""",
    """
CREATE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  kept text;
  identity text;
  secret text[];
  personal text[];
  shown text := 'line';
  label text;
  project text;
  rows text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END;
  any_row boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', rows) INTO any_row;
  IF NOT any_row THEN RETURN NULL; END IF;
  SELECT coalesce(array_agg(column_name) FILTER (WHERE kind = 'secret'), '{}'),
    coalesce(array_agg(column_name) FILTER (WHERE kind = 'personal'), '{}')
    INTO secret, personal FROM journal_column WHERE table_name = TG_TABLE_NAME;
  SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum),
    string_agg(format('x.%I', a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
      FILTER (WHERE a.attnum = ANY (i.indkey)),
    string_agg(
      CASE WHEN a.attname = ANY (secret) THEN format('left(encode(sha256(convert_to(x.%I::text, ''UTF8'')), ''hex''), 12)', a.attname)
        ELSE format('x.%I::text', a.attname) END, ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
      FILTER (WHERE a.attnum = ANY (i.indkey))
    INTO kept, identity, label
    FROM pg_attribute AS a JOIN pg_index AS i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE a.attrelid = TG_RELID AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND NOT EXISTS (SELECT FROM journal_column AS c
        WHERE c.table_name = TG_TABLE_NAME AND c.column_name = a.attname AND c.kind = 'left_out');
  IF secret <> '{}' OR personal <> '{}' THEN shown := 'journal_masked(line, $2, $3)'; END IF;
  project := journal_project_of(TG_RELID);
  IF TG_OP <> 'UPDATE' AND secret = '{}' AND personal <> '{}' THEN
    EXECUTE format(
      'WITH l AS MATERIALIZED (SELECT row_number() OVER () AS n, concat_ws(''/'', %s) AS key, to_jsonb(x) AS line
           FROM (SELECT %s FROM %I) AS x),
         said AS MATERIALIZED (SELECT l.n, e.key AS name, e.value FROM l, jsonb_each(l.line) AS e
           WHERE e.key = ANY ($2) AND e.value NOT IN (''null'', ''""'', ''[]'', ''{}'')),
         put AS (SELECT said.n, jsonb_object_agg(said.name, jsonb_build_object(''person'', r.number)) AS line
           FROM said JOIN journal_references(ARRAY(SELECT DISTINCT value FROM said)) AS r ON r.said = said.value
           GROUP BY said.n)
       INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action, %s)
       SELECT (SELECT journal_entry()), $1, key, %s, $3, l.line || coalesce(put.line, ''{}'')
       FROM l LEFT JOIN put USING (n) ORDER BY l.n',
      label, kept, rows, CASE TG_OP WHEN 'INSERT' THEN 'after' ELSE 'before' END, replace(project, 'line', 'l.line'))
      USING TG_TABLE_NAME::text, personal, lower(TG_OP);
    RETURN NULL;
  END IF;
  IF TG_OP <> 'UPDATE' THEN
    EXECUTE format(
      'INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action, %s)
       SELECT (SELECT journal_entry()), $1, key, %s, $4, %s
       FROM (SELECT concat_ws(''/'', %s) AS key, to_jsonb(x) AS line FROM (SELECT %s FROM %I) AS x) AS l',
      CASE TG_OP WHEN 'INSERT' THEN 'after' ELSE 'before' END, project, shown, label, kept, rows)
      USING TG_TABLE_NAME::text, secret, personal, lower(TG_OP);
    RETURN NULL;
  END IF;
  EXECUTE format(
    'WITH o AS (SELECT jsonb_build_array(%1$s) AS id, concat_ws(''/'', %2$s) AS key, to_jsonb(x) AS line
         FROM (SELECT %3$s FROM old_rows) AS x),
       n AS (SELECT jsonb_build_array(%1$s) AS id, concat_ws(''/'', %2$s) AS key, to_jsonb(x) AS line
         FROM (SELECT %3$s FROM new_rows) AS x),
       paired AS (SELECT coalesce(n.key, o.key) AS key, coalesce(n.line, o.line) AS line, o.line AS old, n.line AS new
         FROM o FULL JOIN n ON n.id = o.id WHERE o.line IS DISTINCT FROM n.line)
     INSERT INTO journal_change (transaction_id, table_name, record_key, project_id, action, before, after)
     SELECT (SELECT journal_entry()), $1, key, %5$s,
       CASE WHEN old IS NULL THEN ''insert'' WHEN new IS NULL THEN ''delete'' ELSE ''update'' END,
       (SELECT %4$s FROM (SELECT jsonb_object_agg(e.key, e.value) AS line FROM jsonb_each(old) AS e
          WHERE new IS NULL OR new -> e.key IS DISTINCT FROM e.value) AS c WHERE old IS NOT NULL),
       (SELECT %4$s FROM (SELECT jsonb_object_agg(e.key, e.value) AS line FROM jsonb_each(new) AS e
          WHERE old IS NULL OR old -> e.key IS DISTINCT FROM e.value) AS c WHERE new IS NOT NULL)
     FROM paired',
    identity, label, kept, shown, project)
    USING TG_TABLE_NAME::text, secret, personal;
  RETURN NULL;
END $$
""",
    """
CREATE FUNCTION journal_watch(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER journal_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION journal_write()', name);
  EXECUTE format('CREATE TRIGGER journal_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION journal_write()', name);
  EXECUTE format('CREATE TRIGGER journal_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION journal_write()', name);
  EXECUTE format('CREATE TRIGGER journal_truncate BEFORE TRUNCATE ON %I
    FOR EACH STATEMENT EXECUTE FUNCTION journal_kept()', name);
  EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER journal_insert, ENABLE ALWAYS TRIGGER journal_update,
    ENABLE ALWAYS TRIGGER journal_delete, ENABLE ALWAYS TRIGGER journal_truncate', name);
END $$
""",
    # Même le propriétaire ne touche pas au journal sans désactiver d’abord cette règle : jamais par mégarde.
    """
CREATE FUNCTION journal_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'journal_transaction' AND TG_OP = 'UPDATE' THEN
    IF OLD.xid = pg_current_xact_id()::text::bigint AND OLD.at >= now() AND to_jsonb(OLD) - 'reason_id' = to_jsonb(NEW) - 'reason_id'
    THEN RETURN NEW; END IF;
  END IF;
  RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ' is kept as it is', CONSTRAINT = 'journal_is_kept';
END $$
""",
    """
CREATE FUNCTION journal_note(subject text, key text, action text, details jsonb) RETURNS bigint LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO journal_change (transaction_id, table_name, record_key, action, after)
    SELECT journal_entry(), subject, key, 'note', jsonb_build_object('note', action) || details RETURNING id
$$
""",
    # Ce qui nomme quelqu’un s’efface ; les lignes gardent leur numéro, la chaîne reste entière.
    """
CREATE FUNCTION journal_forget(people bigint[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  emptied integer;
BEGIN
  UPDATE journal_person SET value = NULL, erased_at = clock_timestamp() WHERE id = ANY (people) AND value IS NOT NULL;
  GET DIAGNOSTICS emptied = ROW_COUNT;
  IF emptied > 0 THEN
    PERFORM journal_note('journal_person', '', 'effacement', jsonb_build_object('emptied', emptied));
  END IF;
  RETURN emptied;
END $$
""",
    # Une ligne du journal, mot pour mot : ce dont l’empreinte est faite.
    """
CREATE FUNCTION journal_seal() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last_number bigint;
  last_seal bytea;
  entry journal_transaction;
  written jsonb;
  digest text;
  sealed bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(17000016);
  PERFORM set_config('journal.entry', '', true);
  SELECT number, seal INTO last_number, last_seal FROM journal_seal ORDER BY number DESC LIMIT 1;
  last_number := coalesce(last_number, 0);
  FOR entry IN SELECT t.* FROM journal_transaction AS t
    WHERE NOT EXISTS (SELECT FROM journal_seal AS s WHERE s.transaction_id = t.id) ORDER BY t.id
  LOOP
    SELECT coalesce(jsonb_object_agg(l.id, l.digest), '{}'), coalesce(string_agg(l.digest, '' ORDER BY l.id), '')
      INTO written, digest FROM (
        SELECT c.id, encode(sha256(convert_to(jsonb_build_array(c.id, c.transaction_id, c.table_name, c.record_key,
          c.project_id, c.action, c.before, c.after)::text, 'UTF8')), 'hex') AS digest
        FROM journal_change AS c WHERE c.transaction_id = entry.id) AS l;
    last_number := last_number + 1;
    last_seal := sha256(coalesce(last_seal, ''::bytea) || convert_to(jsonb_build_array(last_number, entry.id,
      extract(epoch FROM entry.at)::text, entry.user_id, entry.invitation_id, entry.database_role, entry.origin,
      entry.route, entry.request_id, entry.reason_id)::text || digest, 'UTF8'));
    INSERT INTO journal_seal (number, transaction_id, seal, lines, sealed_at)
      VALUES (last_number, entry.id, last_seal, written, clock_timestamp());
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END $$
""",
)
KEPT = """
CREATE TRIGGER journal_is_kept BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION journal_kept();
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION journal_kept();
ALTER TABLE {0} ENABLE ALWAYS TRIGGER journal_is_kept, ENABLE ALWAYS TRIGGER journal_is_not_emptied;
"""
NAMES = (
    "journal_seal()", "journal_forget(bigint[])", "journal_note(text, text, text, jsonb)", "journal_watch(text)",
    "journal_write()", "journal_project(text, jsonb)", "journal_parent(text, text, bigint)",
    "journal_masked(jsonb, text[], text[])", "journal_because(text)",
    "journal_acting(bigint, bigint, text, text, text, text)", "journal_entry()", "journal_kept()",
    "journal_reason()", "journal_reference(jsonb)", "journal_references(jsonb[])", "journal_project_of(oid)",
)  # fmt: skip
FOR_THE_OWNER = ("journal_write()", "journal_watch(text)", "journal_reference(jsonb)", "journal_entry()", "journal_reason()",
    "journal_masked(jsonb, text[], text[])", "journal_kept()", "journal_references(jsonb[])", "journal_project_of(oid)")  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "journal_transaction",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("invitation_id", sa.BigInteger(), nullable=True),
        sa.Column("database_role", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("reason_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "origin IN ('page', 'api', 'import', 'job', 'command', 'direct')", name="ck_journal_transaction_origin"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_journal_transaction"),
    )
    op.create_index("ix_journal_transaction_at", "journal_transaction", ["at", "id"])
    op.create_index("ix_journal_transaction_user_id", "journal_transaction", ["user_id", "id"])
    op.create_table(
        "journal_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.CheckConstraint("action IN ('insert', 'update', 'delete', 'note')", name="ck_journal_change_action"),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["journal_transaction.id"], name="fk_journal_change_transaction_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_journal_change"),
    )
    op.create_index("ix_journal_change_transaction_id", "journal_change", ["transaction_id", "id"])
    op.create_index("ix_journal_change_table_name", "journal_change", ["table_name", "record_key", "id"])
    op.create_index("ix_journal_change_project_id", "journal_change", ["project_id", "id"])
    op.create_table(
        "journal_seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal_seal"),
        sa.UniqueConstraint("transaction_id", name="uq_journal_seal_transaction_id"),
    )
    op.create_table(
        "journal_person",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("value", postgresql.JSONB(), nullable=True),
        sa.Column(
            "value_hash",
            sa.BigInteger(),
            sa.Computed("hashtextextended(value::text, 0)", persisted=True),
            nullable=True,
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal_person"),
    )
    op.create_index("ix_journal_person_value_hash", "journal_person", ["value_hash"])
    op.create_table(
        "journal_column",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('secret', 'personal', 'left_out')", name="ck_journal_column_kind"),
        sa.PrimaryKeyConstraint("table_name", "column_name", name="pk_journal_column"),
    )
    for kind, listed in (("secret", SECRET), ("personal", PERSONAL)):
        for table, columns in listed.items():
            for column in columns:
                op.execute(f"INSERT INTO journal_column VALUES ('{table}', '{column}', '{kind}')")
    for function in FUNCTIONS:
        op.get_bind().connection.driver_connection.execute(function)
    for table in ("journal_transaction", "journal_change", "journal_seal"):
        op.execute(KEPT.format(table))
    for table in WATCHED:
        op.execute(f"SELECT journal_watch('{table}')")
    for name in FOR_THE_OWNER:
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")


def downgrade() -> None:
    for table in WATCHED:
        for moment in ("insert", "update", "delete", "truncate"):
            op.execute(f'DROP TRIGGER journal_{moment} ON "{table}"')
    for table in ("journal_seal", "journal_change", "journal_transaction", "journal_person", "journal_column"):
        op.drop_table(table)
    for name in NAMES:
        op.execute(f"DROP FUNCTION {name}")
