"""Projects with one closed campaign each: five partners of several profiles, 28 questions, 140 answers a project.

Drawn inside PostgreSQL from a hash of each row's number: the same rows each time, at any size, in a flat memory.
"""

from sqlalchemy import Connection, text

from app.demo.sized.setting_aside import set_aside
from evaluation import load_grid

TABLES = ("organisation", "project", "campaign", "respondent", "respondent_priority", "answer")

PROFILES = ("association", "entreprise", "collectivite", "fondation", "association")
DRAW = "((hashint8extended({key}, {seed}) & 1048575) / 1048576.0)"
"""A number from 0 to 1, always the same for the same key and seed."""

ORGANISATIONS = """
INSERT INTO organisation (name, profile_code)
SELECT 'Organisation ' || number, profile
FROM unnest(CAST(:profiles AS text[])) WITH ORDINALITY AS given (profile, number)
"""
PROJECTS = """
INSERT INTO project (code, title, starts_on)
SELECT 'ODD17-2024-' || lpad(number::text, 6, '0'), 'Projet ' || number, date '2022-01-15' + (number % 700)::int
FROM generate_series(1, :projects) AS number
"""
CAMPAIGNS = """
INSERT INTO campaign (project_id, moment, status, held_on, grid_reference)
SELECT id, 'in_itinere', 'close', date '2024-06-30', :grid FROM project ORDER BY id
"""
INVITED = """
INSERT INTO respondent (campaign_id, organisation_id, profile_code, role_code)
SELECT campaign.id, organisation.id, organisation.profile_code, 'partenaire' FROM campaign CROSS JOIN organisation
ORDER BY campaign.id, organisation.id
"""
PRIORITIES = f"""
INSERT INTO respondent_priority (respondent_id, criterion_code, value)
SELECT respondent.id, code, ({DRAW.format(key="respondent.id * 8 + place", seed=5)} * 3)::int % 3
FROM respondent CROSS JOIN unnest(CAST(:prioritised AS text[])) WITH ORDINALITY AS criterion (code, place)
WHERE {DRAW.format(key="respondent.id * 8 + place", seed=6)} < 0.4
"""
ANSWERS = f"""
INSERT INTO answer (respondent_id, reading, question_code, level, no_level, evidence)
SELECT id, 'observed', code,
  CASE WHEN draw >= 0.1 THEN greatest(0, least(4, round(own + 2.4 * spread - 1.2)))::int END,
  CASE WHEN draw < 0.05 THEN 'NA' WHEN draw < 0.1 THEN 'NSP' END,
  floor(3 * proof)::int
FROM (
  SELECT respondent.id, code, 1.4 + 1.6 * {DRAW.format(key="campaign_id", seed=1)} AS own,
    {DRAW.format(key="respondent.id * 64 + place", seed=2)} AS draw,
    {DRAW.format(key="respondent.id * 64 + place", seed=3)} AS spread,
    {DRAW.format(key="respondent.id * 64 + place", seed=4)} AS proof
  FROM respondent CROSS JOIN unnest(CAST(:questions AS text[])) WITH ORDINALITY AS question (code, place)
) AS drawn
"""


def populate(connection: Connection, projects: int, grid_reference: str) -> None:
    """Fill a database that only holds its lists and grids, as its owner."""
    grid = load_grid(grid_reference)
    given = {
        "projects": projects,
        "profiles": list(PROFILES),
        "grid": grid_reference,
        "questions": list(grid.questions),
        "prioritised": list(grid.prioritised_criteria),
    }
    with set_aside(connection, TABLES):
        for statement in (ORGANISATIONS, PROJECTS, CAMPAIGNS, INVITED, PRIORITIES, ANSWERS):
            connection.execute(text(statement), given)
