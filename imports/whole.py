"""A whole workbook: every sheet read by its mapping, compared in the order that what is pointed at comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.models import User
from imports.columns import Corrections
from imports.findings import Findings
from imports.kinds import KINDS
from imports.kinds.identity import IDENTITY
from imports.kinds.kind import ReadRow
from imports.mapping import FOLLOW_UP, SheetMapping
from imports.projects import Existing, Gathered, gather
from imports.projects.apply import apply_changes, settled
from imports.projects.follow import follow
from imports.projects.gather import sheet_rows
from imports.records.entity import Records
from imports.records.planned import Followed, PlannedRecord, WorkbookPlan
from imports.records.planner import plan_kinds, read_rows
from imports.records.writing import Tell, write_all
from imports.vocabulary import Vocabulary
from imports.workbook import Workbook

FIRST = frozenset({"organisations"})
"""The follow-up sheet itself points at these."""
WITH_FOLLOW_UP = frozenset({"tranches", "jalons"})
"""Sheets that the follow-up sheet speaks for when it is there."""


@dataclass(frozen=True)
class GatheredWorkbook:
    """What every sheet says: the follow-up one with its own, the rows of the others by kind."""

    follow_up: Gathered | None
    rows: Mapping[str, Sequence[ReadRow]]
    findings: Findings = field(default_factory=Findings)

    @property
    def codes(self) -> frozenset[str]:
        """The projects named anywhere."""
        own = self.follow_up.codes if self.follow_up else frozenset()
        return own | {row["code"] for rows in self.rows.values() for row in rows if row["code"]}

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.rows)

    @property
    def count(self) -> int:
        own = len(self.follow_up.projects) if self.follow_up else 0
        return own + sum(map(len, self.rows.values()))


def gather_workbook(
    workbook: Workbook, mapping: Sequence[SheetMapping], corrections: Corrections, vocabulary: Vocabulary
) -> GatheredWorkbook:
    has_follow_up = any(each.kind == FOLLOW_UP for each in mapping)
    follow_up = gather(workbook, vocabulary, mapping=tuple(mapping), corrections=corrections) if has_follow_up else None
    findings = Findings()
    rows: dict[str, list[ReadRow]] = {}
    for kind in KINDS.values():
        if has_follow_up and kind.name in WITH_FOLLOW_UP:
            continue
        columns = (*kind.columns(vocabulary), *IDENTITY)
        for own in (each for each in mapping if each.kind == kind.name):
            readers = sheet_rows(workbook, own, columns, corrections, findings)
            rows.setdefault(kind.name, []).extend(read_rows(kind, readers, vocabulary))
    return GatheredWorkbook(follow_up, rows, findings)


def plan_workbook(
    gathered: GatheredWorkbook, existing: Existing, records: Records, vocabulary: Vocabulary, tell: Tell | None = None
) -> WorkbookPlan:
    """`records` ends up as the portfolio would be: rows of one sheet may point at those of another."""
    planning = _Planning(gathered.findings.copy(), records, vocabulary)
    planning.kinds([name for name in gathered.rows if name in FIRST], gathered, tell)
    next_ones = [name for name in gathered.rows if name not in FIRST]
    if gathered.follow_up:
        planning.follow(gathered.follow_up, existing, tell, is_last=not next_ones)
    planning.kinds(next_ones, gathered, tell)
    return planning.done()


class _Planning:
    """What has been planned so far, sheet after sheet."""

    def __init__(self, findings: Findings, records: Records, vocabulary: Vocabulary) -> None:
        self.findings = findings
        self.records = records
        self.vocabulary = vocabulary
        self.planned: list[PlannedRecord] = []
        self.followed: Followed | None = None

    def kinds(self, names: Sequence[str], gathered: GatheredWorkbook, tell: Tell | None) -> None:
        """Together: an amount may be brought down in one sheet and its parts in another."""
        rows = {name: gathered.rows[name] for name in names}
        for planned in plan_kinds([(KINDS[name], own) for name, own in rows.items()], self.records, tell):
            self.planned += planned
        every = [row for own in rows.values() for row in own]
        self.findings.faults += [fault for row in every for fault in row.reader.faults]
        self.findings.notes += [note for row in every for note in row.notes]

    def follow(self, gathered: Gathered, existing: Existing, tell: Tell | None, *, is_last: bool) -> None:
        self.followed = follow(gathered, existing, self.records, self.vocabulary, is_last=is_last, tell=tell)
        self.planned += self.followed.records
        self.findings.faults += self.followed.plan.faults
        self.findings.notes += self.followed.plan.notes

    def done(self) -> WorkbookPlan:
        return WorkbookPlan(
            records=tuple(self.planned),
            faults=tuple(dict.fromkeys(self.findings.faults)),
            notes=tuple(dict.fromkeys(self.findings.notes)),
            questions=tuple(self.records.organisations.questions),
            followed=self.followed,
        )


def apply_workbook(
    session: Session,
    plan: WorkbookPlan,
    existing: Existing,
    *,
    user: User | None,
    today: date,
    tell: Tell | None = None,
) -> None:
    """All of it in the caller's transaction, or an error and nothing: `Stale`, `IntegrityError`, `NotPermitted`."""
    if not plan.may_be_applied:
        raise ValueError("a plan with faults is never applied")
    numbers = write_all(session, plan.all_writes(), user=user, tell=tell)
    if plan.followed:
        organisations = settled(plan.followed.organisations, numbers)
        apply_changes(session, plan.followed.plan, existing, organisations, user=user, today=today, tell=tell)
