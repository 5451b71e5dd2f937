"""What the database says when the figures are asked for: what waits, and how old the last backup is."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily as Figure
from prometheus_client.registry import Collector
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.backup.queries import last_made, last_verified
from app.db import reading

JOBS = """
SELECT count(*) AS waiting, count(*) FILTER (WHERE due <= now()) AS due,
  coalesce(extract(epoch FROM now() - min(due) FILTER (WHERE due <= now())), 0) AS oldest,
  (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed') AS failed,
  (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute') AS workers
FROM (
  SELECT coalesce(scheduled_at, (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = job.id)) AS due
  FROM procrastinate_jobs job WHERE status = 'todo'
) AS todo
"""
LETTERS = """
SELECT count(*) FILTER (WHERE started_at IS NULL) AS waiting,
  count(*) FILTER (WHERE started_at < now() - interval '10 minutes') AS uncertain
FROM (
  SELECT started_at, sent_at, failed_at FROM letter UNION ALL SELECT started_at, sent_at, failed_at FROM door_letter
) AS every_letter WHERE sent_at IS NULL AND failed_at IS NULL
"""


class State(Collector):
    """A database that does not answer is a figure too."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Figure]:
        try:
            figures = list(self._read())
        except SQLAlchemyError:
            figures = []
        yield Figure("odd17_database_up", "La base répond.", value=float(bool(figures)))
        yield from figures

    def _read(self) -> Iterator[Figure]:
        with reading(self._engine) as session:
            jobs, letters = session.execute(text(JOBS)).one(), session.execute(text(LETTERS)).one()
            made, verified = last_made(session), last_verified(session)
        yield Figure("odd17_jobs_waiting", "Travaux en attente, ceux d’un autre jour compris.", value=jobs.waiting)
        yield Figure("odd17_jobs_due", "Travaux qui devraient être faits.", value=jobs.due)
        yield Figure("odd17_jobs_oldest_seconds", "Retard du plus ancien d’entre eux.", value=float(jobs.oldest))
        yield Figure("odd17_jobs_failed", "Travaux en échec depuis trois mois.", value=jobs.failed)
        yield Figure("odd17_workers", "Travailleurs en vie.", value=jobs.workers)
        yield Figure("odd17_letters_waiting", "Lettres qui attendent de partir.", value=letters.waiting)
        yield Figure("odd17_letters_uncertain", "Lettres dont l’envoi est incertain.", value=letters.uncertain)
        for name, backup in (("made", made), ("verified", verified)):
            at = backup and (backup.verified_at if name == "verified" else backup.finished_at)
            if at:
                age = (clock.now() - at).total_seconds()
                yield Figure(f"odd17_backup_{name}_age_seconds", "Âge de la dernière sauvegarde ainsi.", value=age)
