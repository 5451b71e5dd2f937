"""What is timed: our side, pandas and LibreOffice, on the same answers; and that they agree."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.assessments.bulk.fetching import fetch
from app.assessments.bulk.marks import Marks
from app.assessments.bulk.plan import plan_of
from app.assessments.bulk.reweighing import reweighed
from app.assessments.bulk.scoring import Scores, score
from app.assessments.gather import gather_one
from app.models import Answer, Campaign, Respondent
from bench.scores_database import Portfolio
from bench.scores_office import Office, is_there
from bench.scores_ours import differences, figures_of, score_by_us
from bench.scores_workbook import CHANGED, area_of, write_workbook
from evaluation import Grid, Reading, score_campaign

WEIGHTS = (2.0, 1.0)
"""Of the first criterion, in turn."""
LAST = 2**62


@dataclass
class Sides:
    held: Portfolio
    marks: Marks
    frames: Any = None
    office: Office | None = None

    def __post_init__(self) -> None:
        self.ours_in_turn, self.theirs_in_turn = cycle(WEIGHTS), cycle(WEIGHTS)
        self.levels = cycle((0, 4))
        self.scores = score(plan_of(self.held.grid, Reading.OBSERVED), self.marks)
        with Session(self.held.engine) as session:
            self.campaign_id = session.scalars(select(Campaign.id).order_by(Campaign.id.desc()).limit(1)).one()
            own = select(Respondent.id).where(Respondent.campaign_id == self.campaign_id).limit(1)
            self.partner_id = session.scalars(own).one()

    def check(self) -> None:
        ours = figures_of(self.ours())
        if self.frames:
            theirs = self.pandas()
            assert differences(ours, theirs) == []
            assert differences(figures_of([self.ours_held()]), theirs) == []
        if self.office:
            self._check_office(self._weighed(WEIGHTS[1]))
            self._set_weight(WEIGHTS[0])
            self._check_office(self._weighed(WEIGHTS[0]))
            self._weighed(WEIGHTS[1])
            self._set_weight(WEIGHTS[1])

    def _check_office(self, found: Scores) -> None:
        assert self.office
        read = self.office.ask("values", "Projets", area_of(found.plan, len(found.invited.campaigns)))
        theirs = np.array([[np.nan if cell == "" else cell for cell in row] for row in read], float).T
        assert np.allclose(theirs, found.means.axes, rtol=0, atol=1e-9, equal_nan=True)

    def ours(self) -> list[Scores]:
        return score_by_us(self.held.engine, self.held.grid)

    def ours_held(self) -> Scores:
        """Answers already read, as for pandas."""
        return score(plan_of(self.held.grid, Reading.OBSERVED), self.marks)

    def our_weight(self) -> None:
        """Answers already read, as for LibreOffice."""
        self._weighed(next(self.ours_in_turn))

    def _weighed(self, weight: float) -> Scores:
        self.scores = reweighed(self.scores, heavier(self.held.grid, weight), self.marks)
        return self.scores

    def our_answer(self) -> float:
        """One answer changes, then the clock starts: its campaign read again, and every score of it."""
        with Session(self.held.engine) as session:
            changed = (Answer.respondent_id == self.partner_id, Answer.question_code == "A1.1")
            session.execute(update(Answer).where(*changed).values(level=next(self.levels), no_level=None))
            started = time.perf_counter()
            gathered = gather_one(session, self.campaign_id)
            score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
            spent = time.perf_counter() - started
            session.rollback()
            return spent

    def pandas(self) -> dict[str, np.ndarray]:
        from bench.scores_method import score_by_pandas

        return score_by_pandas(self.frames, self.held.grid)

    def pandas_reading(self) -> dict[str, np.ndarray]:
        from bench.scores_method import score_by_pandas
        from bench.scores_pandas import frames_of

        return score_by_pandas(frames_of(self.held.engine, self.held.grid), self.held.grid)

    def office_all(self) -> float:
        assert self.office
        return float(self.office.ask("all"))

    def office_weight(self) -> float:
        return self._set_weight(next(self.theirs_in_turn))

    def _set_weight(self, weight: float) -> float:
        assert self.office
        return float(self.office.ask("weight", *CHANGED, weight))


def heavier(grid: Grid, weight: float) -> Grid:
    """The first criterion at that weight."""
    first, *others = grid.axes
    criterion, *rest = first.criteria
    return replace(grid, axes=(replace(first, criteria=(replace(criterion, weight=weight), *rest)), *others))


@contextmanager
def sides_of(held: Portfolio, folder: Path, *, pandas: bool, office: bool) -> Iterator[Sides]:
    plan = plan_of(held.grid, Reading.OBSERVED)
    with Session(held.engine) as session:
        marks = fetch(session, plan, 0, LAST)
    sides = Sides(held, marks, frames_of_peer(held) if pandas else None)
    if not office or not is_there():
        yield sides
        return
    workbook = folder / "scores.xlsx"
    write_workbook(plan, marks, workbook)
    with Office(workbook) as sides.office:
        yield sides


def frames_of_peer(held: Portfolio) -> Any:
    from bench.scores_pandas import frames_of

    return frames_of(held.engine, held.grid)
