"""The one part of the journal that is erased: what names a person."""

from collections.abc import Collection

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.orm import Session
from sqlalchemy.types import Text

BY_VALUE = text("""
SELECT id FROM journal_person WHERE value IS NOT NULL AND (
  lower(value #>> '{}') = ANY (:wanted)
  OR (jsonb_typeof(value) IN ('object', 'array')
      AND EXISTS (SELECT FROM jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') AS p(said)
                  WHERE lower(said #>> '{}') = ANY (:wanted))))
""").bindparams(bindparam("wanted", type_=ARRAY(Text)))
BY_RECORD = text("""
SELECT DISTINCT (said.value ->> 'person')::bigint FROM journal_change AS c
  CROSS JOIN LATERAL (SELECT * FROM jsonb_each(c.before) UNION ALL SELECT * FROM jsonb_each(c.after)) AS said
  JOIN journal_column AS k ON k.table_name = c.table_name AND k.column_name = said.key AND k.kind = 'personal'
  WHERE c.table_name = :table AND c.record_key = ANY (:keys)
    AND jsonb_typeof(said.value) = 'object' AND said.value ? 'person'
""").bindparams(bindparam("keys", type_=ARRAY(Text)))
FORGET = text("SELECT journal_forget(:people)").bindparams(bindparam("people", type_=ARRAY(BIGINT)))


def forget(
    session: Session, *, values: Collection[str] = (), records: Collection[tuple[str, Collection[object]]] = ()
) -> int:
    """Empty what names someone; how many values went.

    ``values``: names and addresses, whatever their case, alone or inside a draft. ``records``: (table, keys) whose
    whole past belongs to that person, such as its account: former names go too. The lines stay, the chain is whole.
    """
    found: set[int] = set()
    if wanted := sorted({value.lower() for value in values if value}):
        found |= set(session.scalars(BY_VALUE, {"wanted": wanted}))
    for table, keys in records:
        asked = {"table": table, "keys": [str(key) for key in keys]}
        found |= set(session.scalars(BY_RECORD, asked))
    return session.scalar(FORGET, {"people": sorted(found)}) or 0 if found else 0
