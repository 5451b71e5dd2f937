"""What partners wrote and agreed to be quoted outside the alliance, of the campaign that speaks for each project."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.exchanges.printing.facts import Spoken
from app.models import Answer, Profile, Respondent, Result
from app.restitution.disclosure import Circle, Quote, least_of, quotes_for
from app.restitution.queries import invited_by_profile
from app.results.words import typeset
from evaluation import Grid


def spoken_of(session: Session, result_ids: Sequence[int]) -> dict[int, tuple[Spoken, ...]]:
    """By campaign, in the order of the grid; what was written after the publication waits for the next one."""
    comments: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _comments(session, result_ids):
        comments[row.campaign_id].append(row)
    grids = grids_of(session, {rows[0].grid_reference for rows in comments.values()})
    invited = invited_by_profile(session, comments)
    return {
        campaign: tuple(_spoken(grids[rows[0].grid_reference], rows, invited[campaign]))
        for campaign, rows in comments.items()
    }


def _spoken(grid: Grid, rows: Sequence[Row[Any]], invited: Counter[str]) -> Iterable[Spoken]:
    labels = {row.profile_code: row.profile for row in rows}
    quotes = [
        Quote(row.question_code, row.reading, row.comment, row.profile_code, "", row.quotes_allowed) for row in rows
    ]
    for quote in quotes_for(Circle.OUTSIDE, quotes, invited, least_of(grid)):
        yield Spoken(
            typeset(grid.questions[quote.question].text),
            typeset(grid.axis_of_question[quote.question].label),
            quote.text,
            labels[quote.profile] if quote.profile else None,
        )


def _comments(session: Session, result_ids: Sequence[int]) -> Iterable[Row[Any]]:
    return session.execute(
        select(
            Respondent.campaign_id, Result.grid_reference, Answer.question_code, Answer.reading, Answer.comment,
            Respondent.profile_code, Profile.label.label("profile"), Respondent.quotes_allowed,
        )
        .join_from(Answer, Respondent, Respondent.id == Answer.respondent_id)
        .join(Profile, Profile.code == Respondent.profile_code)
        .join(Result, Result.campaign_id == Respondent.campaign_id)
        .where(Result.id.in_(result_ids), Answer.comment != "", Answer.answered_at <= Result.published_at)
        .order_by(Respondent.campaign_id, Answer.reading, Answer.question_code, Answer.comment)
    )  # fmt: skip
