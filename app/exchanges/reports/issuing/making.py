"""The making of one file, by a worker: nothing of a first try is left when its worker died, the second starts anew."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, snapshot, writing
from app.errors import DomainError
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.naming import file_name
from app.exchanges.reports.issuing.progress import Progress, Stopped
from app.exchanges.reports.issuing.storing import keep
from app.exchanges.reports.issuing.trouble import NO_PROJECT, tell_owner
from app.exchanges.reports.kinds import Made, kind_named
from app.jobs import enqueue, is_interruption
from app.models import IssuedFile, IssuedSending, IssueState

BROKEN = "La préparation s’est arrêtée sur une panne\u202f: rien n’est gardé. Réessayez dans une minute."
NOT_MADE = "Le fichier n’a pas été préparé\u202f: rien n’est parti."


@dataclass(frozen=True)
class Asked:
    kind: str
    suffix: str
    choice: ReportChoice
    author: str


def make(bind: Bind, issued_id: int) -> None:
    asked = _begin(bind, issued_id)
    if asked is None:
        return
    try:
        with TemporaryDirectory(prefix="odd17-") as folder:
            out = Path(folder) / f"fichier{asked.suffix}"
            made = _made(bind, issued_id, asked, out)
            with writing(bind) as session:
                finish(session, issued_id, made, out)
    except Stopped:
        _end(bind, issued_id, IssueState.STOPPED)
    except DomainError as refusal:
        _end(bind, issued_id, IssueState.FAILED, refusal.sentence)
    except Exception as error:
        if not is_interruption(error):  # a lost database is only a pause: the worker makes it again
            _end(bind, issued_id, IssueState.FAILED, BROKEN)
        raise


def finish(session: Session, issued_id: int, made: Made, out: Path) -> None:
    """The file is kept, and leaves to those it is for."""
    issued = session.get_one(IssuedFile, issued_id, with_for_update=True)
    if issued.stage.is_over:
        return
    issued.content_id = keep(session, out)
    issued.state, issued.finished_at = IssueState.DONE, clock.now()
    issued.projects, issued.digest = made.projects, made.digest
    issued.file_name = file_name(issued, ReportChoice.from_json(issued.choice))
    if made.projects:
        for sending_id in session.scalars(_waiting(issued_id)).all():
            enqueue(session, "exports.send", sending_id=sending_id)
    else:
        give_up(session, issued_id, NO_PROJECT)
        tell_owner(session, issued)


def give_up(session: Session, issued_id: int, sentence: str) -> None:
    unsent = update(IssuedSending).where(IssuedSending.issued_id == issued_id, IssuedSending.started_at.is_(None))
    session.execute(unsent.values(failed_at=clock.now(), failure=sentence))


def _begin(bind: Bind, issued_id: int) -> Asked | None:
    with writing(bind) as session:
        issued = session.get_one(IssuedFile, issued_id, with_for_update=True)
        if issued.stage.is_over:
            return None
        issued.state, issued.beat_at = IssueState.RUNNING, clock.now()
        return Asked(issued.kind, issued.suffix, ReportChoice.from_json(issued.choice), issued.author)


def _made(bind: Bind, issued_id: int, asked: Asked, out: Path) -> Made:
    progress = Progress(bind, issued_id)
    with snapshot(bind) as session:
        made = kind_named(asked.kind).make(session, asked.choice, asked.author, out, progress)
    progress.say(made.projects, made.projects)
    return made


def _end(bind: Bind, issued_id: int, state: IssueState, failure: str = "") -> None:
    with writing(bind) as session:
        issued = session.get_one(IssuedFile, issued_id, with_for_update=True)
        if not issued.stage.is_over:
            issued.state, issued.failure, issued.finished_at = state, failure, clock.now()
            give_up(session, issued_id, NOT_MADE)
            if state is IssueState.FAILED:
                tell_owner(session, issued)


def _waiting(issued_id: int) -> Select[int]:
    return select(IssuedSending.id).where(IssuedSending.issued_id == issued_id).order_by(IssuedSending.id)
