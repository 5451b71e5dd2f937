"""The sheet « Paroles »: what partners wrote and agreed to be quoted, by the rules of `app.restitution.disclosure`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries.results import current_results
from app.exchanges.portfolio import Ids
from app.models import Answer, Campaign, Moment, Profile, Project, Reading, Respondent, Result
from app.restitution.disclosure import Circle, Quote, least_of, quotes_for
from app.restitution.queries import invited_by_profile
from app.results.words import typeset
from evaluation import Grid
from imports.export.sheets import Row

Comment = Found[*tuple[Any, ...]]


def quote_rows(session: Session, ids: Ids) -> list[Row]:
    """Of the last publication of each campaign; what was written since waits for the next one."""
    comments = session.execute(_comments(ids)).all()
    grids, invited = (
        grids_of(session, {row.grid_reference for row in comments}),
        invited_by_profile(session, select(Campaign.id).where(Campaign.project_id.in_(ids))),
    )
    return [
        line
        for campaign_id, written in groupby(comments, key=lambda row: row.campaign_id)
        for line in _lines(list(written), grids, invited[campaign_id])
    ]


def _lines(comments: Sequence[Comment], grids: Mapping[str, Grid], invited: Mapping[str, int]) -> Iterator[Row]:
    """The comments of one campaign."""
    about = comments[0]
    grid = grids[about.grid_reference]
    labels = {row.profile_code: row.profile for row in comments}
    quotes = [
        Quote(row.question_code, row.reading, row.comment, row.profile_code, "", row.quotes_allowed) for row in comments
    ]
    for quote in quotes_for(Circle.OUTSIDE, quotes, invited, least_of(grid)):
        yield (
            about.code,
            Moment(about.moment).label,
            about.held_on,
            Reading(quote.reading).label,
            typeset(grid.axis_of_question[quote.question].label),
            typeset(grid.questions[quote.question].text),
            quote.text,
            labels[quote.profile] if quote.profile else None,
        )


def _comments(ids: Ids) -> Select[*tuple[Any, ...]]:
    last = current_results().subquery()
    return (
        select(
            Project.code, Respondent.campaign_id, Campaign.moment, Campaign.held_on, Result.grid_reference,
            Answer.question_code, Answer.reading, Answer.comment, Respondent.profile_code,
            Profile.label.label("profile"), Respondent.quotes_allowed,
        )
        .join_from(Answer, Respondent, Respondent.id == Answer.respondent_id)
        .join(Profile, Profile.code == Respondent.profile_code)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(last, last.c.campaign_id == Campaign.id)
        .join(Result, Result.id == last.c.result_id)
        .where(Project.id.in_(ids), Answer.comment != "", Answer.answered_at <= Result.published_at)
        .order_by(
            Project.code, Campaign.held_on, Campaign.id, Answer.reading, Answer.question_code, Answer.comment
        )
    )  # fmt: skip
