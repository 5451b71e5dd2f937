"""What a person wrote after a batch, even to say again what the file had said: only the journal tells."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.net import Net
from app.exchanges.imports.undoing.rows import Rows, as_json, key_columns

WRITTEN_SINCE = """
SELECT k.key, jsonb_object_keys(c.after) AS name
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS k (key text, source text, record text, number jsonb, version bigint)
JOIN journal_change AS c ON c.table_name = k.source AND c.record_key = k.record
WHERE c.action = 'update' AND CAST(c.after ->> 'version' AS bigint) > k.version
  AND NOT EXISTS (
    SELECT FROM import_change AS i WHERE i.id > :last AND i.table_name = k.source
      AND i.after @> k.number AND i.after -> 'version' = c.after -> 'version')
"""
LAST = "SELECT coalesce(max(id), 0) FROM import_change WHERE batch_id = :batch"


def retyped(session: Session, batch_id: int, nets: Iterable[Net], now: Rows) -> dict[str, frozenset[str]]:
    """The columns written by anything but an import since the batch, by key. Rows without a version are not told."""
    rows = [_asked(net) for net in nets if net.after and net.key in now and _moved(net, now)]
    found: dict[str, set[str]] = defaultdict(set)
    if rows:
        last = session.scalar(text(LAST), {"batch": batch_id})
        for key, name in session.execute(text(WRITTEN_SINCE), {"rows": as_json(rows), "last": last}):
            found[key].add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _moved(net: Net, now: Rows) -> bool:
    version = (net.after or {}).get("version")
    return version is not None and now[net.key]["version"] > version


def _asked(net: Net) -> dict[str, object]:
    """`number`: the row's own key, as the changes kept by imports hold it."""
    names = key_columns(net.table)
    return {
        "key": net.key,
        "source": net.table,
        "record": "/".join(str(net.row[name]) for name in names),
        "number": {name: net.row[name] for name in names},
        "version": net.row["version"],
    }
