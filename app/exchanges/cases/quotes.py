"""The words of partners that may be quoted outside: `app.restitution.disclosure` says which, and with which profile."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.cases.results import Published
from app.models import Answer, Profile, Reading, Respondent, Result
from app.restitution.disclosure import Circle, Quote, least_of, quotes_for
from app.restitution.queries import invited_by_profile
from app.wording import typeset

Json = dict[str, Any]


def quotes_of(session: Session, published: Sequence[Published]) -> list[Json]:
    """Of these campaigns, what was written before their publication. Three queries, however many there are."""
    ids = [own.campaign_id for own in published]
    invited, labels = invited_by_profile(session, ids), _profiles(session)
    written = _written(session, [own.result_id for own in published])
    return [
        _quote(own, quote.question, quote.reading, quote.text, labels.get(quote.profile or ""))
        for own in published
        for quote in quotes_for(Circle.OUTSIDE, written[own.campaign_id], invited[own.campaign_id], least_of(own.grid))
    ]


def _quote(own: Published, question: str, reading: str, words: str, profile: str | None) -> Json:
    return {
        "moment": own.moment.label,
        "held_on": own.held_on.isoformat(),
        "reading": Reading(reading).label,
        "axis": typeset(own.grid.axis_of_question[question].label),
        "question": typeset(own.grid.questions[question].text),
        "text": words,
        "profile": profile,
    }


def _written(session: Session, result_ids: Sequence[int]) -> Mapping[int, list[Quote]]:
    rows = session.execute(
        select(
            Respondent.campaign_id, Answer.question_code, Answer.reading, Answer.comment, Respondent.profile_code,
            Respondent.quotes_allowed,
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Result, Result.campaign_id == Respondent.campaign_id)
        .where(Result.id.in_(result_ids), Answer.comment != "", Answer.answered_at <= Result.published_at)
        .order_by(Respondent.campaign_id, Answer.reading, Answer.question_code, Answer.comment)
    )  # fmt: skip
    found: dict[int, list[Quote]] = defaultdict(list)
    for row in rows:
        quote = Quote(row.question_code, row.reading, row.comment, row.profile_code, "", row.quotes_allowed)
        found[row.campaign_id].append(quote)
    return found


def _profiles(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Profile.code, Profile.label)).all())
