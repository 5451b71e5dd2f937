"""Who follows the projects of the demonstration: two made-up people of the fund, and whoever set it up."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project, ProjectStatus, Role, User
from app.projects.referents import may_follow

PEOPLE = (
    ("camille.aubert@fonds-fictif.example", "Camille Aubert (fictive)", Role.GESTIONNAIRE),
    ("idriss.kaci@fonds-fictif.example", "Idriss Kaci (fictif)", Role.EVALUATEUR),
)
NOT_YET = (ProjectStatus.REPERE, ProjectStatus.ABANDONNE)


def make_people(session: Session, count: int, now: datetime) -> list[User]:
    """The made-up people of the fund, for a portfolio too large for two."""
    made = [
        User(
            email=f"personne{number}@fonds-fictif.example",
            name=f"Personne fictive {number}",
            role=(Role.GESTIONNAIRE, Role.EVALUATEUR)[number % 2],
            last_signed_in_at=now,
        )
        for number in range(1, count + 1)
    ]
    session.add_all(made)
    session.flush()
    return made


def share_out(session: Session, now: datetime) -> None:
    """Each follows one project in turn; those only spotted, or given up, are followed by nobody."""
    first = session.scalars(select(User).where(may_follow).order_by(User.id).limit(1)).all()
    made = [User(email=email, name=name, role=role, last_signed_in_at=now) for email, name, role in PEOPLE]
    session.add_all(made)
    session.flush()
    followers = [*first, *made]
    projects = session.scalars(select(Project).where(Project.status.not_in(NOT_YET)).order_by(Project.id)).all()
    for place, project in enumerate(projects):
        project.referent_id = followers[place % len(followers)].id
    session.flush()
