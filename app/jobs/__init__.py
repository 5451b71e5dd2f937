"""Work done apart from the answer: put in the queue in the transaction of what asks for it, done by a worker."""

from app.jobs.interruptions import is_interruption
from app.jobs.queue import enqueue
from app.jobs.tasks import TryAgain, task

__all__ = ["TryAgain", "enqueue", "is_interruption", "task"]
