"""Answers packed by PostgreSQL itself: fetching each one as a row costs more than scoring it.

They go straight to the driver, in its binary form: as text, each byte would be written as two and read back.

A whole number an answer, from the left: its respondent, the end of a hash of its question (20 bits), its value (5 bits:
a level, or one of the two below) and its evidence (2 bits); a blank answer gives none. A priority: its respondent, the
place of its criterion (8 bits) and its value (4 bits).
"""

HASH_BITS, CELL_BITS, EVIDENCE_BITS = 20, 7, 2
PLACE_BITS, PRIORITY_BITS = 8, 4
NOT_APPLICABLE, UNKNOWN = 30, 31
"""Values above the levels, which go from 0 to 20."""

INVITED = """
SELECT string_agg(int8send(campaign.id) || int8send(respondent.id) || int8send(organisation_id)
  || int8send(profile.place), '' ORDER BY campaign.id, profile.place, respondent.id)
FROM campaign
JOIN respondent ON respondent.campaign_id = campaign.id
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS place FROM profile) AS profile ON profile.code = profile_code
WHERE campaign.id BETWEEN %(first)s AND %(last)s AND grid_reference = %(grid)s AND moment = ANY(%(moments)s)
"""
ANSWERS = """
SELECT string_agg(int8send(
  (respondent_id << 27) | ((hashtextextended(question_code, %(seed)s::bigint) & 1048575) << 7)
  | (coalesce(level, CASE no_level WHEN 'NA' THEN 30 WHEN 'NSP' THEN 31 END) << 2) | evidence
), '')
FROM answer
WHERE respondent_id BETWEEN %(first)s AND %(last)s
"""
OF_ONE_READING = " AND reading = %(reading)s"
"""Where campaigns ask several: elsewhere it would only cost."""
PRIORITIES = """
SELECT string_agg(int8send(
  (respondent_id << 12) | ((array_position(%(criteria)s::text[], criterion_code) - 1) << 4) | value
), '')
FROM respondent_priority
WHERE respondent_id BETWEEN %(first)s AND %(last)s AND criterion_code = ANY(%(criteria)s)
"""
PLACES = """
SELECT string_agg(int8send(hashtextextended(code, %(seed)s::bigint) & 1048575) || int8send(place - 1), '')
FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS question (code, place)
"""
SLICES = """
SELECT string_agg(int8send(first) || int8send(last), '' ORDER BY first)
FROM (
  SELECT min(id) AS first, max(id) AS last
  FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(at_once)s AS slice
        FROM campaign WHERE grid_reference = %(grid)s) AS held
  GROUP BY slice
) AS slices
"""
"""From which campaign to which, some at a time."""
