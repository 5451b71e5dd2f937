"""Issued files as pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing import queries
from app.exchanges.reports.options import document_words
from app.models import IssuedFile, IssuedSending, IssueState
from app.web.filters import date_fr, number, plural, time_fr

STALLED_SECONDS = 60
LONG_AGO = timedelta(minutes=10)
KILO, MEGA = 1024, 1024 * 1024


@dataclass(frozen=True)
class SendingView:
    """To whom, in full and in `short`, and what came of it."""

    who: str
    short: str
    tone: str
    label: str
    detail: str


@dataclass(frozen=True)
class IssuedView:
    id: int
    document: str
    file_name: str
    about: str
    as_of: date
    asked_at: datetime
    author: str
    projects: str
    stage: IssueState
    failure: str
    sendings: Sequence[SendingView]
    kind: str

    @property
    def address(self) -> str:
        return f"/exports/{self.id}"

    @property
    def download(self) -> str:
        return f"/exports/{self.id}/fichier" if self.stage is IssueState.DONE else ""


@dataclass(frozen=True)
class WorkView:
    """`done` is none while nobody knows how much there is to do."""

    title: str
    stage: str
    done: int | None
    total: int
    count: str
    is_stalled: bool


def issued_views(session: Session, files: Sequence[IssuedFile], now: datetime) -> list[IssuedView]:
    """Two queries whatever their number."""
    sendings: dict[int, list[IssuedSending]] = defaultdict(list)
    for sending in queries.sendings_of(session, [issued.id for issued in files]) if files else ():
        sendings[sending.issued_id].append(sending)
    return [issued_view(issued, sendings[issued.id], now) for issued in files]


def issued_view(issued: IssuedFile, sendings: Iterable[IssuedSending], now: datetime) -> IssuedView:
    return IssuedView(
        id=issued.id,
        document=document_words(issued.kind, issued.suffix),
        file_name=issued.file_name,
        about=issued.about,
        as_of=ReportChoice.from_json(issued.choice).as_of,
        asked_at=issued.asked_at,
        author=issued.author,
        projects=plural(issued.projects, "projet", "projets") if issued.stage is IssueState.DONE else "",
        stage=issued.stage,
        failure=issued.failure,
        sendings=[sending_view(each, now) for each in sendings],
        kind=issued.kind,
    )


def sending_view(sending: IssuedSending, now: datetime) -> SendingView:
    who = f"{sending.name} ({sending.email})" if sending.name else sending.email
    tone, label, detail = _outcome(sending, now)
    return SendingView(who, sending.name or sending.email, tone, label, detail)


def _outcome(sending: IssuedSending, now: datetime) -> tuple[str, str, str]:
    """Its tone, its label, and more."""
    if sending.failed_at:
        return "late", "non envoyé", sending.failure
    if sending.sent_at:
        when = f"le {date_fr(sending.sent_at)} à {time_fr(sending.sent_at)}"
        return "done", "envoyé", when if sending.is_attached else f"{when}, sans le fichier, trop lourd"
    if sending.started_at is None:
        return "info", "en attente", sending.failure
    if now - sending.started_at > LONG_AGO:
        return "due", "envoi incertain", "Le courriel est peut-être parti\u202f: il ne repart pas seul."
    return "info", "envoi en cours", ""


def work_view(session: Session, issued: IssuedFile) -> WorkView:
    done, total = issued.done, issued.total
    waits = issued.stage is IssueState.WAITING
    return WorkView(
        title=document_words(issued.kind, issued.suffix),
        stage="En attente de son tour" if waits else "Lecture et mise en forme",
        done=min(done, total) if total and not waits else None,
        total=total or 1,
        count=f"{number(min(done, total))} sur {number(total)}" if total else "",
        is_stalled=queries.seconds_silent(session, issued.id) > STALLED_SECONDS,
    )


def size_words(size_bytes: int) -> str:
    if size_bytes < MEGA:
        return f"{number(max(1, round(size_bytes / KILO)))}\u00a0Ko"
    return f"{number(size_bytes / MEGA, 1)}\u00a0Mo"


def again_address(issued: IssuedFile, *, until: date | None = None) -> str:
    """« Exports », filled with what that file was asked for."""
    choice = ReportChoice.from_json(issued.choice)
    asked = {"document": issued.kind + issued.suffix, "projet": choice.project, "lecture": choice.frame}
    asked["arrete_le"] = f"{until or choice.as_of:%d/%m/%Y}"
    return "/exports?" + urlencode(choice.projects.chosen | {name: value for name, value in asked.items() if value})
