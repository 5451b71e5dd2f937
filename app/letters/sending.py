"""One letter leaves: marked as started, committed, then handed over. What came of it is written after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import clock
from app.closing import takes_answers
from app.db import Bind, writing
from app.errors import DomainError
from app.jobs import TryAgain
from app.letters.composing import compose
from app.mail import Mail, NotAccepted, send
from app.models import Campaign, CampaignStatus, DoorLetter, Invitation, Respondent
from app.models.letter import Letter, LetterKind

UNWRITTEN = "Cette lettre n’a pas pu être écrite\u202f: prévenez la personne qui s’occupe du site."
REVOKED = "L’invitation a été remplacée ou retirée entre-temps\u202f: la lettre n’est pas partie."
SUBMITTED = "La grille a été soumise entre-temps\u202f: la lettre n’était plus utile."
OVER = "La campagne ne reçoit plus de réponses\u202f: la lettre n’est pas partie."
REOPENED = "La grille a été rouverte entre-temps\u202f: l’accusé de réception n’est pas parti."
UNPUBLISHED = "Les résultats ne sont plus publiés\u202f: l’annonce n’est pas partie."


Sent = TypeVar("Sent", Letter, DoorLetter)


@dataclass(frozen=True)
class Post(Generic[Sent]):
    """A table of letters: the sentence that keeps one from leaving, empty when it may, and what it says."""

    table: type[Sent]
    why_not: Callable[[Session, Sent], str]
    compose: Callable[[Session, Sent, datetime], Mail]


def send_letter(bind: Bind, letter_id: int) -> None:
    leave(bind, letter_id, Post(Letter, why_not, compose))


def leave(bind: Bind, letter_id: int, post: Post[Sent]) -> None:
    mail = _started(bind, letter_id, post)
    if mail is None:
        return
    try:
        send(mail)
    except NotAccepted as refusal:
        _put_back(bind, letter_id, refusal, post)
        if not refusal.lasting:
            raise TryAgain(refusal.sentence) from None
        return
    # Any other failure leaves a doubt: the letter stays « started » and is shown as such.
    with writing(bind) as session:
        session.get_one(post.table, letter_id).sent_at = clock.now()


def given_up(bind: Bind, sentence: str, letter_id: int) -> None:
    give_up(bind, sentence, letter_id, Letter)


def give_up(bind: Bind, sentence: str, letter_id: int, table: type[Sent]) -> None:
    with writing(bind) as session:
        _fail(session.get_one(table, letter_id, with_for_update=True), sentence, clock.now())


def why_not(session: Session, letter: Letter) -> str:
    """The sentence that keeps a letter from leaving, when what it says is no longer true."""
    respondent = session.get_one(Respondent, letter.respondent_id)
    campaign = session.get_one(Campaign, respondent.campaign_id)
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    if invitation is not None and invitation.revoked_at is not None:
        return REVOKED
    if letter.kind == LetterKind.RECEIPT:
        return REOPENED if respondent.submitted_at is None else ""
    if letter.kind == LetterKind.RESULTS:
        return "" if campaign.status == CampaignStatus.PUBLISHED else UNPUBLISHED
    if respondent.submitted_at is not None and respondent.submitted_at >= letter.queued_at:
        return SUBMITTED
    return "" if takes_answers(campaign.status, campaign.closes_on, clock.now()) else OVER


def _started(bind: Bind, letter_id: int, post: Post[Sent]) -> Mail | None:
    try:
        with writing(bind) as session:
            return _start(session, letter_id, post, clock.now())
    except OperationalError:  # the worker begins it again in a moment
        raise
    except Exception:
        with writing(bind) as session:
            _fail(session.get_one(post.table, letter_id), UNWRITTEN, clock.now())
        raise


def _start(session: Session, letter_id: int, post: Post[Sent], now: datetime) -> Mail | None:
    """The mail to hand over; None when somebody else has begun, or when it must not leave."""
    letter = session.get(post.table, letter_id, with_for_update=True)
    if letter is None or letter.started_at or letter.sent_at or letter.failed_at:
        return None
    try:
        reason = post.why_not(session, letter)
        mail = None if reason else post.compose(session, letter, now)
    except DomainError as refusal:
        reason, mail = refusal.sentence, None
    if mail is None:
        _fail(letter, reason, now)
    else:
        letter.started_at, letter.failure = now, ""
    return mail


def _put_back(bind: Bind, letter_id: int, refusal: NotAccepted, post: Post[Sent]) -> None:
    with writing(bind) as session:
        letter = session.get_one(post.table, letter_id, with_for_update=True)
        letter.started_at, letter.failure = None, refusal.sentence
        if refusal.lasting:
            _fail(letter, refusal.sentence, clock.now())


def _fail(letter: Letter | DoorLetter, sentence: str, now: datetime) -> None:
    if letter.sent_at is None and letter.failed_at is None:
        letter.failed_at, letter.failure = now, sentence
