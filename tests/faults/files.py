"""Files that come in and go out: imports by a page and by the worker, files issued; and results published, letters."""

import csv
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import httpx2
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.imports.service import receive
from app.models import (
    AxisResult,
    BatchStatus,
    Campaign,
    CampaignEvent,
    ImportBatch,
    ImportChange,
    ImportLine,
    IssuedContent,
    IssuedFile,
    IssuedPiece,
    IssueState,
    Organisation,
    Respondent,
    Result,
)
from app.models.letter import Letter
from app.models.user import SubmittedForm
from tests.app.assessments.situations import a_campaign_of, a_closed_campaign
from tests.faults.acts import ABSENT, WHOLE, Act, Ticket, counted
from tests.faults.entries import count
from tests.faults.world import World

ROWS = 60


def a_file(mark: str) -> bytes:
    out = StringIO(newline="")
    rows = [("Nom", "Profil"), *((f"{mark} Atelier {place}", "association") for place in range(ROWS))]
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def receptions(world: World, mark: str) -> Act:
    """A file sent: it is there with its plan, or it never came."""

    def send(ticket: Ticket) -> httpx2.Response:
        name = f"{ticket.mark}.csv"
        return world.manager.post(
            "/imports", key=ticket.key, files={"fichier": (name, a_file(ticket.mark), "text/csv")}
        )

    def state(session: Session, ticket: Ticket) -> str:
        found = session.scalars(select(ImportBatch).where(ImportBatch.file_name == f"{ticket.mark}.csv")).all()
        lines = sum(count(session, ImportLine, ImportLine.batch_id == batch.id) for batch in found)
        planned = [batch for batch in found if batch.status == BatchStatus.PLANNED]
        return ABSENT if not found and not lines else counted(len(planned) * 1_000 + lines, 1_000 + ROWS)

    return Act("file received", [Ticket(f"{mark}-recu-{n}") for n in range(2)], send, state)


def imports(world: World, mark: str) -> Act:
    """A plan applied by a page, or by the worker: all its lines, or none."""
    tickets = [Ticket(f"{mark}-import-{n}") for n in range(3)]
    for ticket in tickets:
        with Session(world.engine) as session:
            batch = receive(
                session, name="lot.csv", content=a_file(ticket.mark), user=None, now=clock.now(), kind="organisations"
            )
            session.commit()
            ticket.record = (batch.id, batch.plan_digest)

    def send(ticket: Ticket) -> httpx2.Response:
        number, seen = ticket.record
        return world.manager.post(f"/imports/{number}/application", {"vu": seen}, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        found = count(session, Organisation, Organisation.name.like(f"{ticket.mark} %"))
        changes = count(session, ImportChange, ImportChange.batch_id == ticket.record[0])
        status = session.get_one(ImportBatch, ticket.record[0]).status
        known = {(ROWS, ROWS, BatchStatus.APPLIED): WHOLE, (0, 0, BatchStatus.PLANNED): ABSENT}
        return known.get((found, changes, BatchStatus(status)), f"{found} lines, {changes} changes, {status}")

    return Act("import", tickets, send, state)


def issues(world: World, mark: str) -> Act:
    """A file asked for: once the worker has been by, it is there to the last byte."""

    def send(ticket: Ticket) -> httpx2.Response:
        return world.manager.post("/exports", {"document": "classeur.xlsx"}, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        key = f"{world.manager_id}:{ticket.key}"
        where = session.scalar(select(SubmittedForm.location).where(SubmittedForm.key == key))
        return ABSENT if where is None else _content(session, int(where.rpartition("/")[2]))

    return Act("file issued", [Ticket(f"{mark}-emis-{n}") for n in range(2)], send, state)


def _content(session: Session, number: int) -> str:
    issued = session.get(IssuedFile, number)
    if issued is None or issued.state != IssueState.DONE or issued.content_id is None:
        return f"issued file {issued and issued.state}"
    content = session.get_one(IssuedContent, issued.content_id)
    pieces = select(IssuedPiece.data).where(IssuedPiece.content_id == content.id).order_by(IssuedPiece.position)
    data = b"".join(session.scalars(pieces))
    is_whole = sha256(data).digest() == content.sha256 and ZipFile(BytesIO(data)).testzip() is None
    return WHOLE if is_whole else "issued file altered"


def publications(world: World, mark: str) -> Act:
    """A closed campaign published: its result, each of its axes, its event; or nothing of them."""
    tickets = [Ticket(f"{mark}-publication-{n}") for n in range(2)]
    with Session(world.engine) as session:
        for ticket in tickets:
            ticket.record = a_closed_campaign(session).id
        session.commit()

    def send(ticket: Ticket) -> httpx2.Response:
        return world.manager.post(f"/campagnes/{ticket.record}/publication", {"reason": ""}, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        results = session.scalars(select(Result.id).where(Result.campaign_id == ticket.record)).all()
        axes = count(session, AxisResult, AxisResult.result_id.in_(results))
        published = (CampaignEvent.campaign_id == ticket.record, CampaignEvent.kind == "published")
        status = session.get_one(Campaign, ticket.record).status
        seen = (len(results), axes, count(session, CampaignEvent, *published), status)
        if seen == (0, 0, 0, "close"):
            return ABSENT
        return WHOLE if seen == (1, world.axes, 1, "publiee") else str(seen)

    return Act("publication", tickets, send, state)


def letters(world: World, mark: str) -> Act:
    """An invitation asked for: its letter is kept, and reaches the mail server once at most."""
    tickets = [Ticket(f"{mark}.lettre{n}@exemple.fr") for n in range(3)]
    with Session(world.engine) as session:
        campaign, respondents = a_campaign_of(session, *["association"] * len(tickets))
        campaign.closes_on = None
        for ticket, respondent in zip(tickets, respondents, strict=True):
            respondent.contact_name, respondent.contact_email = "Camille Dupont", ticket.mark
            ticket.record = (campaign.id, respondent.id)
        session.commit()

    def send(ticket: Ticket) -> httpx2.Response:
        campaign_id, number = ticket.record
        return world.manager.post(f"/campagnes/{campaign_id}/suivi/{number}/invitation", key=ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        kept = session.scalars(select(Letter).where(Letter.respondent_id == ticket.record[1])).all()
        arrived = world.arrived(ticket.mark)
        if not kept:
            return ABSENT if not arrived else "arrived, and nothing kept"
        [letter] = kept if len(kept) == 1 else [None]
        if letter is None or arrived > 1:
            return f"{len(kept)} letters kept, {arrived} arrived"
        if letter.sent_at is not None:
            return WHOLE if arrived == 1 else "said sent, never arrived"
        return WHOLE if letter.started_at is not None else f"neither sent nor in doubt: {letter.failure}"

    return Act("letter", tickets, send, state)


__all__ = ["Respondent", "imports", "issues", "letters", "publications", "receptions"]
