"""The drill: a backup restored on a server of its own, and examined rung by rung."""

from app.backup.drill.ladder import verify
from app.backup.drill.report import Report, Step

__all__ = ["Report", "Step", "verify"]
