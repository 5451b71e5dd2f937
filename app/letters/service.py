"""Asking for letters. Each has a key that says which one it is: the same letter is never queued twice."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import clock
from app.closing import takes_answers
from app.errors import Refused
from app.jobs import enqueue
from app.letters.queries import to_remind, written_to_on
from app.models import Campaign, CampaignStatus, Invitation, Respondent, User
from app.models.letter import CampaignReminder, Letter, LetterKind

MOST_DATES = 10
OVER = (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED)


def queue_letter(
    session: Session,
    *,
    kind: LetterKind,
    respondent: Respondent,
    invitation: Invitation | None,
    key: str,
    user: User | None,
    now: datetime,
) -> Letter | None:
    """The letter leaves once this transaction is committed; None when the one of that key exists already."""
    address = invitation.contact_email if invitation else respondent.contact_email
    if not address:
        raise Refused("Ce partenaire n’a pas d’adresse\u00a0: renseignez son contact.", field="contact_email")
    values = {
        "key": key,
        "kind": kind.value,
        "respondent_id": respondent.id,
        "invitation_id": invitation.id if invitation else None,
        "to_email": address,
        "queued_at": now,
        "queued_by_id": user.id if user else None,
    }
    added = insert(Letter).values(values).on_conflict_do_nothing(index_elements=[Letter.key]).returning(Letter.id)
    letter_id = session.scalar(added)
    if letter_id is None:
        return None
    enqueue(session, "letters.send", letter_id=letter_id)
    return session.get_one(Letter, letter_id)


def remind(
    session: Session,
    *,
    campaign: Campaign,
    user: User | None,
    now: datetime,
    respondent_ids: Collection[int] | None = None,
) -> int:
    """How many courteous reminders leave: to whoever has a live invitation and has not submitted, one a day at most."""
    return _remind(session, campaign, user, now, set(respondent_ids) if respondent_ids is not None else None, set())


def remind_as_planned(session: Session, *, campaign: Campaign, now: datetime) -> int:
    """As ``remind``, sparing those who were written to the same day."""
    written = written_to_on(session, campaign.id, now.astimezone(clock.PARIS).date())
    return _remind(session, campaign, None, now, None, written)


def set_reminder_dates(
    session: Session, *, campaign: Campaign, dates: Iterable[date], user: User | None
) -> Sequence[CampaignReminder]:
    """The days to come are those given; the days already seen to stay as they are."""
    session.refresh(campaign, attribute_names=["status", "closes_on", "version"], with_for_update=True)
    wanted = set(dates)
    _check_dates(campaign, wanted)
    of_campaign = CampaignReminder.campaign_id == campaign.id
    waiting = delete(CampaignReminder).where(of_campaign, CampaignReminder.done_at.is_(None))
    session.execute(waiting.where(CampaignReminder.due_on.not_in(wanted)))
    if wanted:
        rows = [{"campaign_id": campaign.id, "due_on": day} for day in sorted(wanted)]
        session.execute(insert(CampaignReminder).values(rows).on_conflict_do_nothing())
    session.flush()
    return session.scalars(select(CampaignReminder).where(of_campaign).order_by(CampaignReminder.due_on)).all()


def _remind(
    session: Session,
    campaign: Campaign,
    user: User | None,
    now: datetime,
    among: set[int] | None,
    spared: set[int],
) -> int:
    if not takes_answers(campaign.status, campaign.closes_on, now):
        return 0
    day = now.astimezone(clock.PARIS).date()
    count = 0
    for respondent, invitation in to_remind(session, campaign.id):
        if respondent.id in spared or (among is not None and respondent.id not in among):
            continue
        letter = queue_letter(
            session,
            kind=LetterKind.REMINDER,
            respondent=respondent,
            invitation=invitation,
            key=f"reminder:{respondent.id}:{day}",
            user=user,
            now=now,
        )
        count += letter is not None
    return count


def _check_dates(campaign: Campaign, dates: set[date]) -> None:
    if campaign.status in OVER:
        raise Refused("Cette campagne est close\u202f: elle ne rappelle plus personne.")
    if len(dates) > MOST_DATES:
        raise Refused(f"Choisissez {MOST_DATES} rappels au plus\u00a0: au-delà, ils lassent.")
    if any(day <= clock.today() for day in dates):
        raise Refused("Un rappel se fixe pour un jour à venir.")
    if campaign.closes_on is not None and any(day > campaign.closes_on for day in dates):
        raise Refused("Un rappel ne peut pas suivre la date de clôture.")
