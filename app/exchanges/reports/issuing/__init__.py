"""Files issued: asked for on a page, a schedule or a terminal, made by a worker, kept as they were, sent."""

from app.exchanges.reports.issuing.recording import record

__all__ = ["record"]
