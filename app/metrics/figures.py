"""The figures that each process keeps, added up when they are shown. Loaded only where they are asked for."""

from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import QueuePool, event

from app.metrics.asked import Asked

WAITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter("odd17_requests", "Demandes répondues.", ("method", "route", "status"))
waits = Histogram("odd17_request_seconds", "Temps de réponse.", ("method", "route"), buckets=WAITS)
statements = Counter("odd17_statements", "Requêtes envoyées à la base.", ("method", "route"))
database_seconds = Counter("odd17_database_seconds", "Temps passé dans la base.", ("method", "route"))
connections = Gauge(
    "odd17_connections_in_use", "Connexions à la base prises en ce moment.", multiprocess_mode="livesum"
)


def keep(asked: Asked, status: int, seconds: float) -> None:
    where = (asked.method, asked.route)
    requests.labels(*where, str(status)).inc()
    waits.labels(*where).observe(seconds)
    statements.labels(*where).inc(asked.statements)
    database_seconds.labels(*where).inc(asked.seconds)


@event.listens_for(QueuePool, "checkout")
def _taken(*_: object) -> None:
    connections.inc()


@event.listens_for(QueuePool, "checkin")
def _given_back(*_: object) -> None:
    connections.dec()
