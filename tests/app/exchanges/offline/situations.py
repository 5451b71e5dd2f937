"""Partners with a workbook prepared, and hands that fill it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from app.exchanges.offline import service
from app.exchanges.offline.applying import Done
from app.exchanges.offline.opening import Upload, open_all
from app.exchanges.offline.plan import FilePlan, Reception, RefusedFile
from app.models import Campaign, Respondent
from tests.app.assessments.situations import a_campaign_of
from tests.imports.offline.support import at, edited, grid

ISSUED = datetime(2025, 2, 3, 8, 0, tzinfo=UTC)
RECEIVED = datetime(2025, 2, 12, 16, 30, tzinfo=UTC)
LATER = datetime(2025, 2, 20, 9, 0, tzinfo=UTC)
Typed = Mapping[str, object]


def a_partner_with_a_workbook(session: Session, *, moment: str = "in_itinere") -> tuple[Campaign, Respondent, bytes]:
    campaign, (respondent,) = a_campaign_of(session, "association", moment=moment)
    return campaign, respondent, prepared(session, respondent)


def prepared(session: Session, respondent: Respondent, now: datetime = ISSUED) -> bytes:
    return service.prepare_workbook(session, respondent=respondent, user=None, now=now).content


def filled(content: bytes, answers: Typed, cells: Typed | None = None, *, reading: str = "observed") -> bytes:
    """`answers` by question, typed as the list has them; `cells` by reference, for all the rest."""
    sheet_as_issued = grid(moment="in_itinere" if reading == "observed" else "ex_ante")

    def fill(sheet: Worksheet) -> None:
        for question, value in answers.items():
            sheet[at(question, 0, reading, sheet_as_issued)] = value
        for reference, value in (cells or {}).items():
            sheet[reference] = value

    return edited(content, fill)


def spoiled(content: bytes, edit: Callable[[Worksheet], object], title: str = "Réponses") -> bytes:
    return edited(content, edit, title)


def received(session: Session, *contents: bytes, **place: int) -> Reception:
    uploads = [Upload(f"classeur-{number}.xlsx", content) for number, content in enumerate(contents, start=1)]
    return service.plan_files(session, open_all(uploads), **place)


def the_plan(found: Reception) -> FilePlan:
    assert found.refused == ()
    (plan,) = found.plans
    return plan


def the_refusal(found: Reception) -> RefusedFile:
    assert found.plans == ()
    (refused,) = found.refused
    return refused


def kept(
    session: Session,
    *contents: bytes,
    chosen: Mapping[str, str] | None = None,
    submit: bool = False,
    giver: service.Giver | None = None,
    now: datetime = RECEIVED,
) -> list[Done]:
    """Received, confirmed and kept, as the two pages do."""
    planned = received(session, *contents)
    again = service.plan_again(session, [plan.carried for plan in planned.plans])
    assert (again.refused, len(again.plans)) == ((), len(contents))
    submitted = frozenset(plan.record.id for plan in again.plans if submit)
    return service.keep(
        session, again, chosen=chosen or {}, submitted=submitted, giver=giver or service.Giver(), now=now
    )
