"""The library's application as a worker runs it, with every task of the project and the upkeep of the queue."""

import time
from typing import Any

import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.connector import BaseConnector
from procrastinate.jobs import Job, Status
from procrastinate.retry import BaseRetryStrategy

from app.db import Bind
from app.jobs.interruptions import Interrupted, is_interruption, wait_after
from app.jobs.tasks import Arguments, Task, TryAgain, all_tasks
from app.journal.context import acting_as

DEAD_AFTER_SECONDS = 60
KEPT_HOURS = 3 * 24
FAILED_KEPT_HOURS = 90 * 24

log = structlog.get_logger()


class JobFailed(Exception):  # noqa: N818
    """Said instead of the error itself, whose text may hold an address."""


class Waits(BaseRetryStrategy):
    """New tries only for what asks for them, after the waits of the task, and for what lost the database."""

    def __init__(self, waits: tuple[int, ...]) -> None:
        self.waits = waits

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Interrupted) and (seconds := wait_after(job.attempts)) is not None:
            return RetryDecision(retry_in={"seconds": seconds})
        if not isinstance(exception, TryAgain) or job.attempts >= len(self.waits):
            return None
        return RetryDecision(retry_in={"seconds": self.waits[job.attempts]})


def connector(url: str) -> PsycopgConnector:
    """On the address of ``app.db.database_url``."""
    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return PsycopgConnector(conninfo=address, min_size=1, max_size=4, timeout=10)


def machine(connector: BaseConnector) -> App:
    app = App(connector=connector)
    for task in all_tasks().values():
        _install(app, task)
    app.periodic(cron="*/5 * * * *")(app.task(name="queue.rescue", pass_context=True)(rescue))
    app.periodic(cron="17 * * * *")(app.task(name="queue.purge", pass_context=True)(purge))
    return app


def _install(app: App, task: Task) -> None:
    def run(context: JobContext, /, **args: Any) -> None:
        args.pop("timestamp", None)  # a periodic task is told when it was due
        _run(task, context, args)

    installed: Any = app.task(name=task.name, pass_context=True, priority=task.priority, retry=Waits(task.waits))(run)
    if task.every:
        app.periodic(cron=task.every)(installed)


def _run(task: Task, context: JobContext, args: Arguments) -> None:
    bind: Bind = context.additional_context["bind"]
    started = time.monotonic()
    outcome = "failed"
    try:
        with acting_as("import" if task.name.startswith("imports.") else "job", route=task.name):
            task.work(bind, **args)
        outcome = "done"
    except TryAgain as refusal:
        if context.job.attempts < len(task.waits):
            outcome = "later"
        elif task.given_up is not None:
            task.given_up(bind, refusal.sentence, **args)
        raise
    except Exception as error:
        outcome = type(error).__name__
        if task.again and is_interruption(error):
            raise Interrupted(outcome) from None
        raise JobFailed(outcome) from None
    finally:
        took = round(time.monotonic() - started, 3)
        log.info("job", task=task.name, job=context.job.id, outcome=outcome, seconds=took)


async def rescue(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died while doing them: done again when that is harmless, failed otherwise."""
    manager, tasks = context.app.job_manager, all_tasks()
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        known = tasks.get(job.task_name)
        if known is None or known.again:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, Status.FAILED, delete_job=False)


async def purge(context: JobContext, timestamp: int) -> None:
    manager = context.app.job_manager
    await manager.delete_old_jobs(KEPT_HOURS, include_cancelled=True)
    await manager.delete_old_jobs(FAILED_KEPT_HOURS, include_failed=True, include_aborted=True)
