"""The secret that draws the numbers of respondents: known of the database alone."""

from typing import Any

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from app.models import InvitationToken, Result


def secret_of(session: Session) -> str:
    """What only the database knows: instants to the microsecond and the prints of links, never written in a file.

    Equal data gives the same secret; nobody outside can find the numbers of respondents again from their names.
    """
    instants = select(func.md5(_joined(cast(func.extract("epoch", Result.published_at), String), Result.id)))
    links = select(func.md5(_joined(func.encode(InvitationToken.token_sha256, "hex"), InvitationToken.token_sha256)))
    return " ".join(str(session.scalar(own)) for own in (instants, links))


def _joined(text: Any, order: Any) -> Any:
    return func.string_agg(text, aggregate_order_by(literal(","), order))
