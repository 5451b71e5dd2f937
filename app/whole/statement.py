"""The one question of a kept page: what the journal says, and the sessions of those who ask."""

from collections.abc import Collection, Mapping

from sqlalchemy import make_url

from app.kept import ACTS, APART, MOST

VISITS = """
SELECT s.token_sha256, s.user_id, s.csrf_token, s.last_seen_at, s.expires_at, s.method, s.second_factor, s.confirmed_at,
  ARRAY(SELECT d.view_id FROM default_view AS d WHERE d.user_id = s.user_id ORDER BY d.view_id) AS defaults
FROM user_session AS s JOIN "user" AS u ON u.id = s.user_id
WHERE s.token_sha256 = ANY (%(tokens)s) AND u.active
"""
AS_SENT = ACTS.compile(dialect=make_url("postgresql+psycopg://").get_dialect()())
STATEMENT = f"""
SELECT acts.*, visits.* FROM ({AS_SENT}) AS acts
LEFT JOIN ({VISITS}) AS visits ON true
"""  # noqa: S608  (nothing but ours)


def values(oldest: int, tokens: Collection[bytes]) -> Mapping[str, object]:
    return {"oldest": oldest, "apart": APART, "most": MOST, "tokens": list(tokens)}
