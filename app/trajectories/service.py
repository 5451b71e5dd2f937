"""The verb on the levers of a project's model: described, corrected, or emptied."""

from typing import Any

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.models import Lever, ModelLever, Project, User
from app.trajectories.queries import get_lever


def describe_lever(
    session: Session,
    *,
    project: Project,
    lever: Lever,
    user: User | None,
    version: int | None = None,
    **columns: Any,
) -> ModelLever | None:
    """None when nothing is left to say: the lever is then to be described again."""
    record = get_lever(session, project, lever)
    if not columns["before"] and not columns["after"]:
        if record is not None:
            session.delete(record)
            session.flush()
        return None
    if record is None:
        record = ModelLever(project_id=project.id, lever=lever, **columns)
        keep(session, record, user=user)
    else:
        change(session, record, user=user, version=version, **columns)
    return record
