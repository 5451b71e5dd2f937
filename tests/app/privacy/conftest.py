"""A person whom the fund knows in every way it can know someone."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models import (
    CampaignEvent,
    CaseAgreement,
    CaseStudy,
    Door,
    DoorLetter,
    ImportBatch,
    ImportChange,
    ImportLine,
    IssuedContent,
    IssuedFile,
    IssuedPiece,
    IssuedSending,
    Letter,
    RegistrationDraft,
    RespondentEvent,
    SavedExport,
    StatusMove,
    User,
)
from app.privacy.matching import Identity, identity
from app.settings import settings
from tests.factories import (
    a_campaign,
    a_milestone,
    a_partner,
    a_project,
    a_respondent,
    a_user,
    an_invitation,
    answers,
)

NAME, ADDRESS = "Zoé Lœwen-Dupré", "zoe.loewen@exemple.org"
ZOE = identity([NAME], [ADDRESS])
CONTACT = {"contact_name": NAME, "contact_email": ADDRESS}


@dataclass(frozen=True)
class Known:
    person: Identity
    admin: User
    account: User
    issued: int


def workbook(text: str) -> bytes:
    """What matters of one: texts, packed."""
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return packed.getvalue()


def fill(session: Session) -> Known:
    """In every table, and in every kind of file, beside others who must stay."""
    now = clock.now()
    admin = a_user(session, "admin", name="Ada Reste", email="ada@exemple.org")
    account = a_user(session, "lecteur", name=NAME, email=ADDRESS)
    project = a_project(session, summary=f"Porté par {NAME.upper()}.")
    a_milestone(session, project, title="Comité", evidence=f"Courriel de {ADDRESS} du 3 mars")
    partner = a_partner(session, project, contribution=f"Le temps de {NAME}", **CONTACT)
    a_partner(session, project, contact_name="Jo Reste", contact_email="jo@exemple.org")
    campaign = a_campaign(session, project)
    respondent = a_respondent(session, campaign, partner, **CONTACT)
    invitation = an_invitation(session, respondent, **CONTACT)
    (answer, *_) = answers(session, respondent, **{"C1.1": 3})
    answer.comment, answer.invitation_id = f"Selon Lœwen-Dupré Zoé ({ADDRESS}), oui.", invitation.id
    case = CaseStudy(project_id=project.id, title="Récit", lessons=f"{NAME} en témoigne.")
    batch = ImportBatch(file_name=f"suivi {NAME}.xlsx", content=workbook(NAME), status="planned")
    batch.cells = zlib.compress(b'["Zo\\u00e9 L\\u0153wen-Dupr\\u00e9"]')
    content = IssuedContent(sha256=b"z", size_bytes=1)
    session.add_all([case, batch, content])
    door = Door(kind="programme", subject_id=1, expires_on=now.date(), created_at=now, **CONTACT)
    session.add(door)
    session.flush()
    issued = IssuedFile(kind="classeur", suffix="xlsx", choice={}, author=NAME, state="done", content_id=content.id)
    session.add_all(
        [
            issued,
            IssuedPiece(content_id=content.id, position=0, data=workbook(f"{NAME}, contact")),
            CaseAgreement(case_id=case.id, agreed_by=NAME, agreed_on=now.date(), texts={"lessons": f"{NAME} dit"}),
            ImportLine(batch_id=batch.id, position=1, state="new", kind="partner", sheet="P", row=2, label=NAME,
                       changes=[{"after": ADDRESS}]),
            ImportChange(batch_id=batch.id, table_name="partner", after={"contact_name": NAME, "n": 1}),
            Letter(key="invitation:9", kind="invitation", respondent_id=respondent.id, invitation_id=invitation.id,
                   to_email=ADDRESS, queued_at=now),
            DoorLetter(key="invitation:9", kind="invitation", door_id=door.id, to_email=ADDRESS, queued_at=now),
            RegistrationDraft(owner_id=admin.id, title="Essai", steps={"partners": [{"contact_name": NAME}]}),
            SavedExport(name="Bailleur", kind="classeur", suffix="xlsx", choice={}, owner_id=admin.id,
                        recipients=[{"name": NAME, "email": ADDRESS}, {"name": "Jo Reste", "email": "jo@exemple.org"}]),
            StatusMove(project_id=project.id, from_status="repere", to_status="instruction", reason=f"Vu avec {NAME}"),
            CampaignEvent(campaign_id=campaign.id, kind="reopened", reason=f"À la demande de {NAME}"),
            RespondentEvent(respondent_id=respondent.id, kind="contact", reason=ADDRESS),
        ]
    )  # fmt: skip
    session.flush()
    session.add(IssuedSending(issued_id=issued.id, name=NAME, email=ADDRESS, queued_at=now))
    session.flush()
    outbox = settings().data_dir / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    (outbox / "zoe.eml").write_text(f"To: {ADDRESS}\nSubject: Bonjour\n\nBonjour", encoding="utf-8")
    (outbox / "jo.eml").write_text("To: jo@exemple.org\nSubject: Bonjour\n\nBonjour", encoding="utf-8")
    return Known(ZOE, admin, account, issued.id)


@pytest.fixture
def known(session: Session, outbox: object) -> Known:
    return fill(session)
