"""Three versions of an answer, any of them: exactly one thing happens, and nothing is lost without a word."""

from hypothesis import given
from hypothesis import strategies as st

from app.assessments.cells import Content, Stored
from app.assessments.sheet import make_sheet
from app.exchanges.offline.base import seen_of
from app.exchanges.offline.carried import Carried, CarriedCell
from app.exchanges.offline.comparing import Versions, compare
from app.exchanges.offline.plan import Fate, FilePlan
from app.models import OfflineGrid, Respondent
from tests.imports.offline.support import GRID

KEY = ("observed", "A1.1")
contents = st.builds(
    Content,
    st.sampled_from([None, 0, 3, 4, "NA", "NSP"]),
    st.integers(0, 1),
    st.sampled_from(["", "Vu ensemble.", "Deux\nlignes"]),
)
priorities = st.sampled_from([None, 0, 1, 2])
agreements = st.sampled_from([None, True, False])


def compared(
    left: Content,
    back: Content,
    now: Content,
    priority: tuple[int | None, int | None, int | None] = (None, None, None),
    quotes: tuple[bool, bool | None, bool] = (False, None, False),
) -> FilePlan:
    """As it left, as it comes back, as the web holds it: an answer, the priority D1, the agreement to be quoted."""
    before, returned, stored = ({} if value is None else {"D1": value} for value in priority)
    record = OfflineGrid(seen=seen_of({KEY: Stored(left, 1)}, before, quotes[0], "association"))
    carried = Carried(
        name="classeur.xlsx",
        token="jeton",
        digest="0" * 64,
        cells=[
            CarriedCell(reading=KEY[0], question=KEY[1], value=back.value, evidence=back.evidence, comment=back.comment)
        ],
        priorities=returned,  # type: ignore[arg-type]
        quotes=quotes[1],
        submits=False,
    )
    sheet = make_sheet(GRID, "in_itinere", "association", {KEY: Stored(now, 2)}, stored)
    respondent = Respondent(quotes_allowed=quotes[2])
    return compare(Versions(carried, record, respondent, GRID, sheet, stored))


def fates(plan: FilePlan, name: str = "observed-A1.1") -> list[Fate]:
    return [change.fate for change in plan.changes if change.name == name]


@given(contents, contents, contents)
def test_an_answer_changed_on_one_side_is_kept_and_on_both_sides_is_asked(
    left: Content, back: Content, now: Content
) -> None:
    plan, others = compared(left, back, now), 4  # the four priorities are the same everywhere
    if back == now:
        assert (plan.changes, plan.same, plan.kept) == ((), 1 + others, 0)
    elif back == left:
        assert (plan.changes, plan.same, plan.kept) == ((), others, 1)
    else:
        (fate,) = fates(plan)
        assert (fate is Fate.CONFLICT) is (now != left)


@given(contents, contents)
def test_what_happens_to_an_answer_is_named(left: Content, back: Content) -> None:
    found = fates(compared(left, back, left))
    expected = Fate.CLEARED if back == Content() else Fate.NEW if left == Content() else Fate.CHANGED
    assert found == ([] if back == left else [expected])


@given(contents, contents, contents)
def test_what_is_written_is_what_the_workbook_says_over_what_was_seen(
    left: Content, back: Content, now: Content
) -> None:
    for change in compared(left, back, now).changes:
        assert change.typed is not None
        assert (change.typed.content, change.typed.seen_version, change.seen) == (back, 2, "2")


@given(priorities, priorities, priorities)
def test_a_priority_follows_the_same_rule_and_none_is_the_usual_one(
    left: int | None, back: int | None, now: int | None
) -> None:
    plan = compared(Content(), Content(), Content(), (left, back, now))
    usual = [1 if value is None else value for value in (left, back, now)]
    before, returned, stored = usual
    if returned in (stored, before):
        assert (plan.changes, plan.kept) == ((), int(returned != stored))
    else:
        (change,) = plan.changes
        assert (change.fate is Fate.CONFLICT) is (stored != before)
        assert (change.priority, change.stored_priority) == (returned, now)


@given(st.booleans(), agreements, st.booleans())
def test_an_agreement_changes_only_by_a_word_in_the_file(left: bool, back: bool | None, now: bool) -> None:
    found = compared(Content(), Content(), Content(), quotes=(left, back, now)).quotes
    assert found in (None, back)
    if found is not None:
        assert found != now
    if back is None or back == (left or None):
        assert found is None


def test_the_two_answers_are_told_in_words() -> None:
    plan = compared(Content(), Content(4, 1, "Vu."), Content("NSP"))
    (change,) = plan.conflicts
    assert (change.filled.answer, change.filled.evidence, change.filled.comment) == (
        "4 – Très fort",
        "Documenté",
        "Vu.",
    )
    assert (change.stored.answer, change.stored.evidence) == ("Ne sait pas", "")
    assert plan.summary == "Réponses et priorités\u00a0: 1\u00a0à trancher"


def test_the_summary_counts_in_french() -> None:
    assert compared(Content(), Content(3), Content(), (None, 2, None)).summary == (
        "Réponses et priorités\u00a0: 1\u00a0nouvelle, 1\u00a0modifiée"
    )
    assert compared(Content(3), Content(), Content(3)).summary == "Réponses et priorités\u00a0: 1\u00a0effacée"
