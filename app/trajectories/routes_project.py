"""The trajectory of one project, and its picture as a file."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.indicators.queries import EVIDENCE_LABELS
from app.pictures.standalone import svg_response
from app.projects.queries import get_project
from app.trajectories.course import read_course
from app.trajectories.drawing import drawing_of
from app.trajectories.words import PLAN_LINKS, course_sentence, duration, lane_words, levers_sentence, plan_sentence
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/projets/{code}/trajectoire"


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, code: str, session: Reading) -> Response:
    project = get_project(session, code)
    course = read_course(session, project, clock.today())
    plan = course.plan
    return render(
        request,
        "trajectories/project.html",
        project=project,
        course=course,
        drawing=drawing_of(course),
        sentence=course_sentence(course),
        levers=levers_sentence(course),
        evidence=EVIDENCE_LABELS,
        duration=duration,
        words={lane.code: lane_words(lane, course.today) for lane in course.lanes},
        plan=(plan_sentence(plan), PLAN_LINKS[plan.kind], plan.address(code), plan.right) if plan else None,
    )


@router.get(f"{HERE}.svg", right=Right.CONSULT)
def picture(request: Request, code: str, session: Reading) -> Response:
    project = get_project(session, code)
    course = read_course(session, project, clock.today())
    drawing = drawing_of(course)
    return svg_response(
        request,
        "trajectories/trajectoire.svg",
        f"trajectoire-{code}.svg",
        title=f"Trajectoire\u00a0: {project.title}",
        sentence=course_sentence(course),
        height=drawing.height,
        about=project.code,
        styles=("trajectories.css",),
        drawing=drawing,
        words={lane.code: lane_words(lane, course.today) for lane in course.lanes},
    )
