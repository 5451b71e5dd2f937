"""The one statement: who answers and may they still, who acts for the journal, the answer, what the page counts.

It changes nothing and gives no row unless everything is as the page had it; the route then says what is not.
"""

from collections.abc import Mapping
from typing import NamedTuple

WHO = """
WITH me AS MATERIALIZED (
  SELECT i.id AS invitation_id, r.id AS respondent_id
  FROM respondent_session AS s
    JOIN invitation AS i ON i.id = s.invitation_id
    JOIN respondent AS r ON r.id = i.respondent_id
    JOIN campaign AS c ON c.id = r.campaign_id
  WHERE s.token_sha256 = %(token)s AND sha256(convert_to(s.csrf_token, 'UTF8')) = %(csrf)s
    AND s.expires_at > %(now)s AND s.last_seen_at > %(idle_since)s
    AND i.purpose = 'answer' AND i.revoked_at IS NULL
    AND r.id = %(respondent)s AND r.submitted_at IS NULL AND r.profile_code = %(profile)s
    AND c.status = 'ouverte' AND (c.closes_on IS NULL OR c.closes_on >= %(today)s)
    AND c.grid_reference = %(grid)s AND c.moment = %(moment)s
  FOR SHARE OF c
), seen AS (
  UPDATE respondent_session AS s SET last_seen_at = %(now)s FROM me
  WHERE s.token_sha256 = %(token)s AND s.last_seen_at < %(touch_since)s
), acting AS MATERIALIZED (
  SELECT journal_acting(NULL, me.invitation_id, 'page', %(route)s, %(request_id)s, '') FROM me
), put AS (
"""
FIRST = """
  INSERT INTO answer
    (respondent_id, reading, question_code, level, no_level, evidence, comment, answered_at, invitation_id)
  SELECT me.respondent_id, %(reading)s, %(question)s, %(level)s::smallint, %(no_level)s, %(evidence)s::smallint,
    %(comment)s, %(now)s, me.invitation_id FROM me CROSS JOIN acting
  ON CONFLICT DO NOTHING RETURNING version
"""
AGAIN = """
  UPDATE answer AS a SET level = %(level)s::smallint, no_level = %(no_level)s, evidence = %(evidence)s::smallint,
    comment = %(comment)s, version = a.version + 1, answered_at = %(now)s, answered_by_id = NULL,
    invitation_id = me.invitation_id
  FROM me CROSS JOIN acting
  WHERE a.respondent_id = me.respondent_id AND a.reading = %(reading)s AND a.question_code = %(question)s
    AND a.version = %(version)s
    AND (a.level, a.no_level, a.evidence, a.comment)
      IS DISTINCT FROM (%(level)s::smallint, %(no_level)s::text, %(evidence)s::smallint, %(comment)s::text)
  RETURNING a.version
"""
COUNTS = """
)
SELECT put.version, me.invitation_id,
  ARRAY(SELECT a.reading || '-' || a.question_code FROM answer AS a
    WHERE a.respondent_id = me.respondent_id AND (a.level IS NOT NULL OR a.no_level IS NOT NULL)),
  ARRAY(SELECT p.criterion_code FROM respondent_priority AS p WHERE p.respondent_id = me.respondent_id AND p.value = 0)
FROM me CROSS JOIN put
"""
SAVE_FIRST = WHO + FIRST + COUNTS
SAVE_AGAIN = WHO + AGAIN + COUNTS


class Kept(NamedTuple):
    """`answered` is as of before this answer: the statement does not see what it writes."""

    version: int
    invitation_id: int
    answered: list[str]
    out: list[str]


def statement_for(values: Mapping[str, object]) -> str:
    return SAVE_AGAIN if values["version"] else SAVE_FIRST
