"""Makes the workbook of one respondent, with a secret of its own whose hash alone is kept."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.service.states import open_campaign_of
from app.assessments.sheet import make_sheet
from app.errors import Refused
from app.exchanges.offline.base import seen_of
from app.exchanges.offline.wording import cover_of
from app.models import OfflineGrid, Respondent, User
from app.respondents.queries import get_own
from app.tokens import new_token, token_hash
from imports.offline.choices import Lists
from imports.offline.writing import Identity, write_offline
from imports.words import folded

SUBMITTED = "Cette grille est déjà envoyée\u202f: rouvrez-la avant d’en préparer un classeur."


@dataclass(frozen=True)
class IssuedFile:
    name: str
    content: bytes


def prepare_workbook(session: Session, *, respondent: Respondent, user: User | None, now: datetime) -> IssuedFile:
    """The secret leaves in the file only: a file that was lost is prepared again, under another one."""
    campaign = open_campaign_of(session, respondent)
    if respondent.submitted_at is not None:
        raise Refused(SUBMITTED)
    respondent = get_own(session, respondent.id)
    grid, token = grid_of(session, campaign.grid_reference), new_token()
    cells, priorities = stored_cells(session, respondent), respondent_priorities(session, respondent.id)
    record = OfflineGrid(
        respondent_id=respondent.id,
        token_sha256=token_hash(token),
        grid_reference=campaign.grid_reference,
        seen=seen_of(cells, priorities, respondent.quotes_allowed, respondent.profile_code),
        issued_at=now,
        issued_by_id=user.id if user else None,
    )
    session.add(record)
    session.flush()
    content = write_offline(
        cover_of(session, respondent, grid, record),
        make_sheet(grid, campaign.moment, respondent.profile_code, cells, priorities),
        Lists.of(grid),
        Identity(token, campaign.grid_reference, respondent.id),
        now,
        quotes=respondent.quotes_allowed or None,
    )
    return IssuedFile(file_name(respondent), content)


def file_name(respondent: Respondent) -> str:
    """ASCII only: « grille-ODD17-2024-003-commune-de-plouha.xlsx »."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(respondent.organisation.name))[:40].strip("-")
    return f"grille-{respondent.campaign.project.code}-{slug or respondent.id}.xlsx"
