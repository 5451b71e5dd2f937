"""The block of a project's page: where each impact stands, and the one thing to plan."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import clock
from app.models import Project
from app.trajectories.course import Course, read_course
from app.trajectories.words import lane_words, levers_sentence, plan_sentence
from evaluation.horizons import Standing


@dataclass(frozen=True)
class CourseCard:
    """`lanes`: name, state, words; `plan` is empty when nothing is to be planned."""

    lanes: tuple[tuple[str, Standing, str], ...]
    plan: str
    levers: str


def project_card(session: Session, project: Project) -> CourseCard:
    return card_of(read_course(session, project, clock.today()))


def card_of(course: Course) -> CourseCard:
    return CourseCard(
        tuple((lane.name, lane.standing, lane_words(lane, course.today)) for lane in course.lanes),
        plan_sentence(course.plan) if course.plan else "",
        levers_sentence(course),
    )
