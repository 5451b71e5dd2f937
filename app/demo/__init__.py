"""The demonstration portfolio: fictitious projects, organisations and answers, said as such everywhere."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.demo.added_values import tell_added_values
from app.demo.campaigns import evaluate_story
from app.demo.closing import close_story
from app.demo.doors import open_doors
from app.demo.gazette import publish_gazettes
from app.demo.network import gather_networks
from app.demo.people import share_out
from app.demo.portfolio import Built, Shared, build_project, shared_records
from app.demo.qualification import qualify_practices
from app.demo.reviews import review_programmes
from app.demo.roadmap import follow_roadmap
from app.demo.stories import STORIES
from app.errors import Refused
from app.models import InstallationFact, Project

__all__ = ["load_demo"]


def load_demo(session: Session, today: date | None = None) -> int:
    """Load the portfolio into an empty database and return the number of projects.

    Dates count from ``today``, so that late, near and done are all there whatever the day; all else is fixed.
    """
    today = today or clock.today()
    if session.scalar(select(func.count()).select_from(Project)):
        raise Refused("La base contient déjà des projets : la démonstration ne se charge que dans une base vide.")
    session.add(InstallationFact(name="demonstration", value="oui"))
    shared: Shared = shared_records(session)
    projects: dict[int, Built] = {}
    for number, story in enumerate(STORIES, start=1):
        built = projects[number] = build_project(session, shared, story, number, today)
        evaluate_story(session, built, story, number, today)
        close_story(session, built, story, number, today)
    tell_added_values(session, projects.values(), today)
    gather_networks(session, projects)
    follow_roadmap(session, projects, today)
    qualify_practices(session, today)
    review_programmes(session, today)
    open_doors(session, clock.now())
    share_out(session, clock.now())
    publish_gazettes(session, today)
    return len(STORIES)
