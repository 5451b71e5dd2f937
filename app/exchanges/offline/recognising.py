"""Whose workbook this is, and whether it may still be received: each refusal in one sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.assessments.service.states import NOT_OPEN
from app.clock import PARIS
from app.exchanges.offline.opening import Opened
from app.models import Campaign, CampaignStatus, OfflineGrid, Respondent
from app.tokens import token_hash
from imports.offline.layout import VERSION

UNKNOWN = (
    "Le Fonds ne reconnaît pas ce classeur\u00a0: ses repères ont été modifiés, ou il vient d’ailleurs. "
    "Préparez-en un nouveau."
)
OTHER_CAMPAIGN = "Ce classeur a été préparé pour une autre campagne."
OTHER_RESPONDENT = "Ce classeur a été préparé pour un autre partenaire."
OTHER_GRID = "Ce classeur suit une autre version de la grille que celle de la campagne\u00a0: préparez-en un nouveau."
OTHER_LAYOUT = "Ce classeur suit une présentation que le Fonds n’emploie plus\u00a0: préparez-en un nouveau."
OTHER_PROFILE = "Ce partenaire a changé de profil\u202f: préparez-en un classeur aux nouveaux énoncés."
ALREADY = "Ce classeur a déjà été reçu le {}\u00a0: préparez-en un nouveau pour répondre autrement."
OVERTAKEN = (
    "Un autre classeur de ce partenaire a été reçu le {}, après la préparation de celui-ci\u00a0: "
    "préparez-en un nouveau."
)
TWICE = "Deux classeurs du même partenaire sont dans cet envoi\u00a0: n’en gardez qu’un."
SUBMITTED = "Cette grille est déjà envoyée\u202f: rouvrez-la avant de recevoir un classeur."


def find_issued(session: Session, tokens: Iterable[str], *, lock: bool = False) -> Mapping[bytes, OfflineGrid]:
    """Issued workbooks by the hash of their secret."""
    hashes = [token_hash(token) for token in tokens]
    query = select(OfflineGrid).where(OfflineGrid.token_sha256.in_(hashes)).order_by(OfflineGrid.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return {record.token_sha256: record for record in session.scalars(query)}


def respondents_by_id(session: Session, ids: Iterable[int], *, lock: bool = False) -> dict[int, Respondent]:
    """Each with its organisation, profile, campaign and project."""
    wanted = list(ids)
    if lock:
        _hold(session, wanted)
    query = select(Respondent).where(Respondent.id.in_(wanted)).order_by(Respondent.id)
    query = query.options(
        joinedload(Respondent.organisation),
        joinedload(Respondent.profile),
        joinedload(Respondent.campaign).joinedload(Campaign.project),
    )
    found = session.scalars(query.execution_options(populate_existing=lock))
    return {respondent.id: respondent for respondent in found}


def _hold(session: Session, respondent_ids: list[int]) -> None:
    """The campaign first, as every verb does: it is not closed, nor a grid submitted, while a workbook is received.

    Without the key of the respondents: an answer saved meanwhile on the web refers to it, and must not wait for us
    while we wait for it.
    """
    campaigns = select(Respondent.campaign_id).where(Respondent.id.in_(respondent_ids))
    held = select(Campaign.id).where(Campaign.id.in_(campaigns)).order_by(Campaign.id).with_for_update(read=True)
    session.execute(held).all()
    own = select(Respondent.id).where(Respondent.id.in_(respondent_ids)).order_by(Respondent.id)
    session.execute(own.with_for_update(key_share=True)).all()


def latest_receipts(session: Session, respondent_ids: Iterable[int]) -> dict[int, datetime]:
    query = select(OfflineGrid.respondent_id, OfflineGrid.received_at).where(
        OfflineGrid.respondent_id.in_(list(respondent_ids)), OfflineGrid.received_at.is_not(None)
    )
    return {row.respondent_id: row.received_at for row in session.execute(query.order_by(OfflineGrid.received_at))}


def refusal_of_marks(opened: Opened, record: OfflineGrid | None) -> str:
    """The secret first: nothing the file says of itself is believed without it."""
    marks = opened.marks
    if marks is None or record is None or marks.respondent != str(record.respondent_id):
        return UNKNOWN
    if marks.grid != record.grid_reference:
        return OTHER_GRID
    return "" if marks.layout == VERSION else OTHER_LAYOUT


def refusal_of_state(record: OfflineGrid, respondent: Respondent, received: datetime | None) -> str:
    """What has happened since it left."""
    campaign = respondent.campaign
    if record.grid_reference != campaign.grid_reference:
        return OTHER_GRID
    if record.seen["profile"] != respondent.profile_code:
        return OTHER_PROFILE
    if record.received_at is not None:
        return ALREADY.format(_day(record.received_at))
    if received is not None and received > record.issued_at:
        return OVERTAKEN.format(_day(received))
    if campaign.status != CampaignStatus.OPEN:
        return NOT_OPEN[CampaignStatus(campaign.status)]
    return SUBMITTED if respondent.submitted_at is not None else ""


def refusal_of_place(respondent: Respondent, campaign_id: int | None, respondent_id: int | None) -> str:
    """A page receives the workbooks of one campaign, or of one respondent. No name is told: a partner may read this."""
    if campaign_id is not None and respondent.campaign_id != campaign_id:
        return OTHER_CAMPAIGN
    return OTHER_RESPONDENT if respondent_id is not None and respondent.id != respondent_id else ""


def several_of(respondent_ids: Iterable[int]) -> set[int]:
    return {each for each, count in Counter(respondent_ids).items() if count > 1}


def _day(at: datetime) -> str:
    return f"{at.astimezone(PARIS):%d/%m/%Y}"
