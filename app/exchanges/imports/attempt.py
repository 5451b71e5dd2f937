"""A batch planned against what is recorded: read by its mapping, with what people said of its cells and names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.imports.memory import recognise_with
from app.exchanges.imports.unchanged import Witness, is_unchanged, witness
from imports.columns import Corrections
from imports.mapping import SheetMapping
from imports.matching.memory import Answer
from imports.projects import Existing
from imports.projects.apply import hold_projects, take_turn
from imports.projects.meant import organisations_meant
from imports.projects.recorded import recorded, vocabulary_of
from imports.records.planned import WorkbookPlan
from imports.records.recorded import load_records
from imports.records.writing import Tell
from imports.vocabulary import Vocabulary
from imports.whole import GatheredWorkbook, gather_workbook, plan_workbook
from imports.workbook import Workbook

Gather = Callable[[Vocabulary], GatheredWorkbook]


@dataclass(frozen=True)
class Decisions:
    """What people said on the plan page: how a text reads, which organisation a name is.

    `said` keeps, by folded name, the name as the file writes it and the answer in words.
    """

    corrections: Corrections
    organisations: Mapping[str, Answer]
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Decisions":
        corrections = {(header, read): instead for header, read, instead in stored.get("corrections", ())}
        said = {key: (name, answer) for key, (name, answer) in stored.get("said", {}).items()}
        return cls(corrections, stored.get("organisations", {}), said)

    def as_json(self) -> dict[str, Any]:
        corrections = [[header, read, instead] for (header, read), instead in self.corrections.items()]
        return {"corrections": corrections, "organisations": dict(self.organisations), "said": dict(self.said)}


@dataclass(frozen=True)
class Attempt:
    """`gathered` is what the sheets say in the words of `vocabulary`; `before` says what was recorded then."""

    plan: WorkbookPlan
    existing: Existing
    gathered: GatheredWorkbook
    vocabulary: Vocabulary
    before: Witness


def attempt(
    session: Session,
    workbook: Workbook,
    mapping: Sequence[SheetMapping],
    decisions: Decisions,
    *,
    tell: Tell | None = None,
) -> Attempt:
    return compare(
        session, partial(gather_workbook, workbook, mapping, decisions.corrections), mapping, decisions, tell=tell
    )


def compare(
    session: Session,
    gather: Gather,
    mapping: Sequence[SheetMapping],
    decisions: Decisions,
    *,
    hold: bool = False,
    tell: Tell | None = None,
) -> Attempt:
    """`hold`: nobody changes these projects until the end of the transaction, which is about to write them."""
    take_turn(session)
    before = witness(session)
    vocabulary = vocabulary_of(session)
    gathered = gather(vocabulary)
    if hold:
        hold_projects(session, gathered.codes)
    existing = _existing(session, gathered, decisions)
    records = load_records(session, gathered.kinds, gathered.codes)
    recognise_with(session, records, decisions.organisations, vocabulary.places)
    plan = plan_workbook(gathered, existing, records, vocabulary, tell)
    return Attempt(plan, existing, gathered, vocabulary, before)


def _existing(session: Session, gathered: GatheredWorkbook, decisions: Decisions) -> Existing:
    """Every organisation when other sheets may name some."""
    if gathered.follow_up is None:
        return Existing()
    if gathered.rows:
        return recorded(session, gathered.codes)
    meant = organisations_meant(session, gathered.follow_up, decisions.organisations.values())
    return recorded(session, gathered.codes, meant)


def still_stands(session: Session, made: Attempt) -> bool:
    """Its projects are held until the end of the transaction, as when it is made again."""
    take_turn(session)
    hold_projects(session, made.gathered.codes)
    return is_unchanged(session, made.before)
