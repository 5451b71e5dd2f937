"""A file changes no amount of a closed project, but for an administrator: the table of `app.projects.permissions`."""

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from app.models import User
from app.projects.permissions import CLOSED, Group, why_not
from imports.projects.apply import NotPermitted

# « EXCEPT », once and for all projects: the base knows nothing yet of rows just kept, and would look for each project
# among all of them.
TOUCHED = text("""
WITH money AS (
    SELECT coalesce(after, before) AS row FROM import_change
    WHERE batch_id = :batch AND table_name IN ('investment', 'allocation', 'instalment', 'cofinancing')
      AND (before IS NULL OR after IS NULL OR before -> 'amount_eur' IS DISTINCT FROM after -> 'amount_eur'
           OR before -> 'days' IS DISTINCT FROM after -> 'days')
)
SELECT code, status FROM project WHERE status IN :closed AND id = ANY (ARRAY(
    SELECT coalesce((row ->> 'project_id')::bigint, investment.project_id) FROM money
    LEFT JOIN investment ON investment.id = (row ->> 'investment_id')::bigint
    EXCEPT SELECT (after ->> 'id')::bigint FROM import_change
    WHERE batch_id = :batch AND table_name = 'project' AND before IS NULL))
ORDER BY code
""").bindparams(bindparam("closed", expanding=True))


def refuse_closed(session: Session, batch_id: int, user: User | None) -> None:
    """Once the batch is written: what it did is then known, whatever wrote it. Projects it brings are taken over."""
    if user is None:
        return
    for code, status in session.execute(TOUCHED, {"batch": batch_id, "closed": [str(state) for state in CLOSED]}):
        if sentence := why_not(Group.AMOUNTS, status, user.role):
            raise NotPermitted(f"{code}\u00a0: {sentence}", None, code)
