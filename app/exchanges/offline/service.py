"""The verbs: prepare a workbook, say what received ones would change, then keep them, all or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.cells import Typed, check_cell
from app.assessments.gather import grid_of
from app.assessments.queries import respondent_priorities
from app.assessments.service.answers import readings_of, stored_cells
from app.assessments.sheet import Sheet, make_sheet
from app.exchanges.offline.applying import Done, Giver, Undecided, apply_plan
from app.exchanges.offline.carried import Carried
from app.exchanges.offline.comparing import Versions, compare
from app.exchanges.offline.issuing import IssuedFile, prepare_workbook
from app.exchanges.offline.opening import Opened, Upload, open_all
from app.exchanges.offline.plan import FilePlan, Reception, RefusedFile
from app.exchanges.offline.recognising import (
    TWICE,
    UNKNOWN,
    find_issued,
    latest_receipts,
    refusal_of_marks,
    refusal_of_place,
    refusal_of_state,
    respondents_by_id,
    several_of,
)
from app.models import OfflineGrid, Respondent
from app.tokens import token_hash
from evaluation import Grid
from imports.offline.choices import Lists
from imports.offline.reading import read_answers

__all__ = [
    "Done",
    "Giver",
    "IssuedFile",
    "Undecided",
    "Upload",
    "keep",
    "open_all",
    "plan_again",
    "plan_files",
    "prepare_workbook",
]

TO_CORRECT = "Des cases sont à corriger\u202f; rien n’est importé de ce classeur."


def plan_files(
    session: Session, files: Sequence[Opened], *, campaign_id: int | None = None, respondent_id: int | None = None
) -> Reception:
    """A plan for each file that can be received, a refusal for each of the others; writes nothing."""
    desk = _Desk(session, [file.marks.token for file in files if file.marks], campaign_id, respondent_id)
    return Reception(*desk.sort([desk.receive(file) for file in files]))


def plan_again(
    session: Session, carried: Sequence[Carried], *, campaign_id: int | None = None, respondent_id: int | None = None
) -> Reception:
    """The same plans when they are confirmed: from here on nobody else changes these grids."""
    desk = _Desk(session, [each.token for each in carried], campaign_id, respondent_id, lock=True)
    return Reception(*desk.sort([desk.confirm(each) for each in carried]))


def keep(
    session: Session,
    reception: Reception,
    *,
    chosen: Mapping[str, str],
    submitted: frozenset[int],
    giver: Giver,
    now: datetime,
) -> list[Done]:
    """All of them or none: whatever is raised leaves nothing behind. `submitted`: ids of the workbooks to submit."""
    return [
        apply_plan(session, plan, chosen, submit=plan.record.id in submitted, giver=giver, now=now)
        for plan in reception.plans
    ]


class _Desk:
    """Receives the files of one upload, knowing all of them."""

    def __init__(
        self,
        session: Session,
        tokens: Sequence[str],
        campaign_id: int | None,
        respondent_id: int | None,
        *,
        lock: bool = False,
    ) -> None:
        self.session, self.campaign_id, self.respondent_id = session, campaign_id, respondent_id
        self.issued = find_issued(session, tokens, lock=lock)
        owners = [self.issued[key].respondent_id for key in map(token_hash, tokens) if key in self.issued]
        self.several = several_of(owners)
        self.respondents = respondents_by_id(session, owners, lock=lock)
        self.receipts = latest_receipts(session, owners)

    def sort(self, found: Sequence[FilePlan | RefusedFile]) -> tuple[tuple[FilePlan, ...], tuple[RefusedFile, ...]]:
        plans = tuple(each for each in found if isinstance(each, FilePlan))
        return plans, tuple(each for each in found if isinstance(each, RefusedFile))

    def receive(self, file: Opened) -> FilePlan | RefusedFile:
        if file.workbook is None or file.marks is None:
            return RefusedFile(file.name, file.refusal)
        record = self.issued.get(token_hash(file.marks.token))
        sentence = refusal_of_marks(file, record)
        if sentence or record is None:
            return RefusedFile(file.name, sentence)
        respondent = self.respondents[record.respondent_id]
        if sentence := self._refusal(record, respondent):
            return RefusedFile(file.name, sentence, who=self._named(respondent))
        grid, sheet = self._sheet(respondent)
        filled = read_answers(file.workbook, sheet, Lists.of(grid))
        if filled.faults:
            return RefusedFile(file.name, TO_CORRECT, filled.faults, self._named(respondent))
        return self._plan(Carried.of(file.name, file.marks.token, file.digest, filled), record, respondent)

    def confirm(self, carried: Carried) -> FilePlan | RefusedFile:
        record = self.issued.get(token_hash(carried.token))
        if record is None:
            return RefusedFile(carried.name, UNKNOWN)
        respondent = self.respondents[record.respondent_id]
        if sentence := self._refusal(record, respondent):
            return RefusedFile(carried.name, sentence, who=self._named(respondent))
        self._check(carried, respondent)
        return self._plan(carried, record, respondent)

    def _check(self, carried: Carried, respondent: Respondent) -> None:
        """The page is not believed: what it sends back is checked as what is typed on the web."""
        grid = grid_of(self.session, respondent.campaign.grid_reference)
        for cell in carried.cells:
            check_cell(grid, readings_of(respondent.campaign), Typed(*cell.key, cell.content, 0))

    def _refusal(self, record: OfflineGrid, respondent: Respondent) -> str:
        if sentence := refusal_of_place(respondent, self.campaign_id, self.respondent_id):
            return sentence
        if respondent.id in self.several:
            return TWICE
        return refusal_of_state(record, respondent, self.receipts.get(respondent.id))

    def _named(self, respondent: Respondent) -> str:
        """No partner reads the name of another one."""
        elsewhere = refusal_of_place(respondent, self.campaign_id, self.respondent_id)
        return "" if elsewhere else respondent.organisation.name

    def _plan(self, carried: Carried, record: OfflineGrid, respondent: Respondent) -> FilePlan:
        grid, sheet = self._sheet(respondent)
        priorities = respondent_priorities(self.session, respondent.id)
        return compare(Versions(carried, record, respondent, grid, sheet, priorities))

    def _sheet(self, respondent: Respondent) -> tuple[Grid, Sheet]:
        """The grid worded for its respondent, with what is stored now."""
        grid = grid_of(self.session, respondent.campaign.grid_reference)
        cells = stored_cells(self.session, respondent)
        return grid, make_sheet(grid, respondent.campaign.moment, respondent.profile_code, cells, {})
