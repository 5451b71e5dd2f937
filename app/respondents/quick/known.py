"""Which grid each partner answers: what the statement then checks is still so."""

from sqlalchemy import Engine, select

from app.assessments.gather import grid_of
from app.db import reading
from app.models import Campaign, Respondent
from app.respondents.quick.outline import Outline

MOST = 20_000  # partners; beyond, all is read again


class Known:
    """Partners share the outlines: there is one for each grid, moment and profile."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._outlines: dict[tuple[str, str, str], Outline] = {}
        self._respondents: dict[int, Outline] = {}

    def at_hand(self, respondent: int) -> Outline | None:
        return self._respondents.get(respondent)

    def read(self, respondent: int) -> Outline | None:
        query = select(Campaign.grid_reference, Campaign.moment, Respondent.profile_code)
        query = query.join(Respondent, Respondent.campaign_id == Campaign.id).where(Respondent.id == respondent)
        with reading(self._engine) as session:
            row = session.execute(query).one_or_none()
            if row is None:
                return None
            key = (row.grid_reference, row.moment, row.profile_code)
            outline = self._outlines.get(key) or Outline(*key, grid_of(session, row.grid_reference))
        if len(self._respondents) >= MOST:
            self._respondents.clear()
        self._outlines[key] = self._respondents[respondent] = outline
        return outline
