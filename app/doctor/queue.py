"""The queue of jobs: what waits, what failed, and whether somebody is there to do it."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.doctor.finding import Finding, good, watch
from app.web.filters import plural

STATE = """
SELECT count(*) FILTER (WHERE status = 'todo') AS waiting,
  count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, '-infinity') <= now()) AS due,
  count(*) FILTER (WHERE status = 'failed') AS failed,
  (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute') AS workers
FROM procrastinate_jobs
"""
DOUBTFUL = """
SELECT count(*) FROM (
  SELECT started_at, sent_at, failed_at FROM letter UNION ALL SELECT started_at, sent_at, failed_at FROM door_letter
) AS every_letter
WHERE started_at < now() - interval '10 minutes' AND sent_at IS NULL AND failed_at IS NULL
"""


def jobs(session: Session) -> Finding:
    row = session.execute(text(STATE)).one()
    waiting = f"{plural(row.waiting, 'travail attend', 'travaux attendent')} dans la file"
    failed = f"{plural(row.failed, 'a échoué', 'ont échoué')} depuis trois mois"
    if row.due and not row.workers:
        return watch(
            f"{waiting} et rien ne les fait\u202f: lancez «\u00a0odd17 serve\u00a0» ou «\u00a0odd17 worker\u00a0»."
        )
    if row.failed:
        return watch(f"{waiting}, {failed}\u00a0: le journal et le suivi des campagnes disent pourquoi.")
    return good(f"{waiting}, aucun n’a échoué.")


def letters(session: Session) -> Finding:
    """Letters that may or may not have left: only a person can tell."""
    count = session.scalar(text(DOUBTFUL)) or 0
    if count:
        words = plural(count, "lettre est peut-être partie", "lettres sont peut-être parties")
        return watch(f"{words}, peut-être pas\u00a0: voyez « envoi incertain » là où chacune a été demandée.")
    return good("Aucun envoi de lettre n’est incertain.")
