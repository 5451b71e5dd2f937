"""Logs are JSON lines, with no address, no form value and no token in them."""

import logging
import traceback

import structlog

from app.settings import settings

FRAMES = 6
log = structlog.get_logger()


class WithoutWords(logging.Handler):
    """What libraries say of a fault may repeat what someone typed: its kind, and where in the code, are enough."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        said = {
            "source": record.name,
            "what": str(record.msg).strip(),
            "error": type(error).__name__ if error else None,
        }
        log.log(record.levelno, "library", **said, at=places_of(error))


def places_of(error: BaseException | None) -> list[str]:
    """The last calls: « service.py:41 add_value »."""
    calls = traceback.extract_tb(error.__traceback__)[-FRAMES:] if error else []
    return [f"{call.filename.rpartition('/')[2]}:{call.lineno} {call.name}" for call in calls]


def configure_logs() -> None:
    """Ours as they are; those of libraries, which no handler of their own takes, without their words."""
    logging.lastResort = WithoutWords(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings().log_level)),
        cache_logger_on_first_use=False,
    )
