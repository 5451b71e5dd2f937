"""The comments of partners, to whom may read them, and never with the name of who wrote them (decision 13)."""

from sqlalchemy import select

from app.models import Answer, Campaign, Project, Respondent, Result
from app.models import search as indexed
from app.search.queries.base import Found, Reader, latest, line, matches
from app.search.words import Asked


def verbatims(asked: Asked, reader: Reader) -> Found:
    """Every comment for those who run evaluations; for readers, those that a published restitution shows."""
    found = (
        line(
            Answer.respondent_id.op("||")("-").op("||")(Answer.reading).op("||")(Answer.question_code),
            latest(Answer.answered_at),
            Project.code,
            comment=Answer.comment,
            reading=Answer.reading,
            question=Answer.question_code,
            campaign=Campaign.id,
            moment=Campaign.moment,
            held=Campaign.held_on,
            grid=Campaign.grid_reference,
            respondent=Answer.respondent_id,
            project=Project.code,
            project_title=Project.title,
        )
        .select_from(Answer)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(Answer.comment != "", matches(indexed.ANSWER, asked))
    )
    if reader.evaluates:
        return found
    published = (
        select(Result.published_at)
        .where(Result.campaign_id == Campaign.id)
        .order_by(Result.sequence.desc())
        .limit(1)
        .correlate(Campaign)
        .scalar_subquery()
    )
    return found.where(Answer.answered_at <= published)
