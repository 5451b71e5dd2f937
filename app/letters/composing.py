"""The words of each letter. The link's secret is made here, as the letter leaves, and is kept nowhere in clear."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from app.invitations.service import issue_token
from app.invitations.sessions import results_until
from app.letters.own_answers import AnsweredAxis, own_answers, own_sheet
from app.mail import Mail
from app.models import Campaign, Invitation, Moment, Organisation, Project, Respondent, User
from app.models.letter import Letter, LetterKind
from app.settings import settings
from app.web.filters import date_full, plural
from app.web.templating import environment

QUESTIONS_IN_TEN_MINUTES = 30
DURATIONS = ("une dizaine", "une vingtaine", "une trentaine")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
OWN_MACHINE = "@localhost"
TEMPLATES = {
    LetterKind.INVITATION: "invitation",
    LetterKind.REMINDER: "reminder",
    LetterKind.RECEIPT: "receipt",
    LetterKind.RESULTS: "results",
}
WHEN = {
    Moment.EX_ANTE: "avant que le projet ne commence\u00a0: où vous en êtes aujourd’hui, et ce que vous en attendez",
    Moment.IN_ITINERE: "pendant que le projet se déroule\u00a0: ce que vous constatez aujourd’hui",
    Moment.EX_POST: "maintenant que le projet arrive à son terme\u00a0: ce que vous constatez",
}


@dataclass(frozen=True)
class Contact:
    """Whom to ask at the fund, as said in the letter; ``email`` receives the replies."""

    said: str
    email: str


@dataclass(frozen=True)
class Words:
    """What the templates of letters may say."""

    hello: str
    organisation: str
    project: str
    when: str
    closes_on: date | None
    duration: str
    progress: str
    submitted_at: datetime | None
    link: str
    link_until: datetime | None
    contact: Contact | None
    axes: tuple[AnsweredAxis, ...]


def compose(session: Session, letter: Letter, now: datetime) -> Mail:
    words, kind = _words(session, letter, now), LetterKind(letter.kind)
    return written(letter.to_email, subject(kind, words), f"letters/{TEMPLATES[kind]}", words)


class Answered(Protocol):
    """What any letter says: whom to answer to."""

    @property
    def contact(self) -> Contact | None: ...


def written(to: str, title: str, template: str, words: Answered) -> Mail:
    return Mail(
        to=to,
        subject=re.sub(r"\s*[\r\n]+\s*", " ", title),
        text=environment.get_template(f"{template}.txt").render(words=words).strip() + "\n",
        html=environment.get_template(f"{template}.html").render(words=words, subject=title),
        reply_to=words.contact.email if words.contact else "",
    )


def subject(kind: LetterKind, words: Words) -> str:
    project = f"«\u00a0{words.project}\u00a0»"
    until = f", jusqu’au {date_full(words.closes_on)}" if words.closes_on else ""
    return {
        LetterKind.INVITATION: f"Votre regard sur {project}\u00a0: à vous la parole",
        LetterKind.REMINDER: f"Votre regard sur {project} nous serait précieux{until}",
        LetterKind.RECEIPT: f"Bien reçu\u00a0: vos réponses sur {project}",
        LetterKind.RESULTS: f"{project}\u00a0: ce que les partenaires en disent",
    }[kind]


def contact_for(author: User | None) -> Contact | None:
    """Who is set for everybody, else who asked for the letter; nobody rather than an address that leads nowhere."""
    said = settings().fund_contact
    found = ADDRESS.search(said)
    own = author.email if author is not None and not author.email.endswith(OWN_MACHINE) else ""
    if said:
        return Contact(said, found.group() if found else own)
    return Contact(f"{author.name} ({own})", own) if author is not None and own else None


def _words(session: Session, letter: Letter, now: datetime) -> Words:
    respondent = session.get_one(Respondent, letter.respondent_id)
    campaign = session.get_one(Campaign, respondent.campaign_id)
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    author = session.get(User, letter.queued_by_id) if letter.queued_by_id else None
    sheet = own_sheet(session, respondent, campaign)
    name = invitation.contact_name if invitation else respondent.contact_name
    return Words(
        hello=f"Bonjour {name}," if name else "Bonjour,",
        organisation=session.get_one(Organisation, respondent.organisation_id).name,
        project=session.get_one(Project, campaign.project_id).title,
        when=WHEN[Moment(campaign.moment)],
        closes_on=campaign.closes_on,
        duration=duration(sheet.total),
        progress=progress(sheet.answered, sheet.total),
        submitted_at=respondent.submitted_at,
        link=_link(session, invitation, now),
        link_until=results_until(invitation) if invitation and letter.kind == LetterKind.RESULTS else None,
        contact=contact_for(author),
        axes=own_answers(session, sheet, campaign) if letter.kind == LetterKind.RECEIPT else (),
    )


def duration(questions: int) -> str:
    tens = min(max(questions - 1, 0) // QUESTIONS_IN_TEN_MINUTES, len(DURATIONS) - 1)
    return f"{DURATIONS[tens]} de minutes"


def progress(answered: int, total: int) -> str:
    if not answered:
        return ""
    return f"Vous avez déjà répondu à {plural(answered, 'question', 'questions')} sur {total}"


def _link(session: Session, invitation: Invitation | None, now: datetime) -> str:
    if invitation is None:
        return ""
    token = issue_token(session, invitation=invitation, now=now)
    return f"{settings().base_url.rstrip('/')}/invitation/{token}"
