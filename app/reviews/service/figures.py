"""The measured figures of a programme in deployment: typed, or proposed from a project and checked by a person."""

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import ProgrammeFigure, ProgrammeReview, User
from app.reviews.service.states import STILL_INVITING, require_status
from evaluation.programme_words import Phase

FROZEN = "Les repères d’une évaluation close ne changent plus."


def add_figure(session: Session, *, review: ProgrammeReview, user: User | None, **columns: object) -> ProgrammeFigure:
    require_status(review, STILL_INVITING, FROZEN)
    if not Phase(review.phase).measures:
        raise Refused("Les repères mesurés ne se demandent qu’à un programme en déploiement.")
    figure = ProgrammeFigure(review_id=review.id, **columns)
    keep(session, figure, user=user)
    return figure


def update_figure(
    session: Session,
    figure: ProgrammeFigure,
    *,
    review: ProgrammeReview,
    user: User | None,
    version: int | None = None,
    **columns: object,
) -> ProgrammeFigure:
    require_status(review, STILL_INVITING, FROZEN)
    change(session, figure, user=user, version=version, **columns)
    return figure


def remove_figure(session: Session, figure: ProgrammeFigure, *, review: ProgrammeReview) -> None:
    require_status(review, STILL_INVITING, FROZEN)
    session.delete(figure)
    session.flush()
