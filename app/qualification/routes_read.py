"""Profiles read: of one organisation over time, of a territory, of one practice. Never a rank."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.digits import number_typed
from app.errors import NotFound
from app.partners.queries import get_organisation
from app.pictures.standalone import svg_response
from app.qualification.course import Course, course_of
from app.qualification.drawing import drawing_of
from app.qualification.lines import lines_of, prepared_for
from app.qualification.listing import QualificationFilter
from app.qualification.queries import HERE
from app.qualification.routes_list import address, filter_values, place_of
from app.qualification.sentences import course_sentence, profile_sentence, territory_sentence
from app.qualification.territory import profiles_page, read_territory, tracks_of
from app.qualification.versions import current_version, grids_by_id
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
OF_ONE = "/partenaires/{organisation_id}/qualifications"
PRACTICES = f"{HERE}/pratiques"


@router.get(OF_ONE, right=Right.CONSULT)
def of_organisation(
    request: Request, session: Reading, organisation_id: int, territoire: str = "", de: str = "", a: str = ""
) -> Response:
    organisation = get_organisation(session, organisation_id)
    course = course_of(session, organisation_id, territoire, number_typed(de), number_typed(a))
    return render(
        request,
        "qualification/organisation.html",
        organisation=organisation,
        course=course,
        drawing=drawing_of(course.profile, course.earlier) if course else None,
        profile_said=profile_sentence(course.profile) if course else "",
        course_said=course_sentence(course.steps.values()) if course else "",
        prepared=lines_of(session, prepared_for(session, organisation_id), with_levels=False),
        here=f"/partenaires/{organisation_id}/qualifications",
    )


@router.get(f"{OF_ONE}/profil.svg", right=Right.CONSULT)
def picture(
    request: Request, session: Reading, organisation_id: int, territoire: str = "", de: str = "", a: str = ""
) -> Response:
    organisation = get_organisation(session, organisation_id)
    course = course_of(session, organisation_id, territoire, number_typed(de), number_typed(a))
    if course is None:
        raise NotFound("Aucune qualification n’est envoyée.", f"/partenaires/{organisation_id}/qualifications")
    drawing = drawing_of(course.profile, course.earlier)
    return svg_response(
        request,
        "qualification/profile.svg",
        f"profil-{organisation_id}.svg",
        title=f"{organisation.name}, {course.now.territory}",
        sentence=course_sentence(course.steps.values()) if course.before else profile_sentence(course.profile),
        height=drawing.height,
        about=_dates(course),
        styles=("qualification.css",),
        drawing=drawing,
    )


@router.get(PRACTICES, right=Right.CONSULT)
def of_territory(request: Request, session: Reading) -> Response:
    chosen = QualificationFilter.from_query(request.query_params).without("etat")
    after, before = place_of(request)
    version, versions = current_version(session), grids_by_id(session)
    territory = read_territory(session, version, versions, chosen.conditions(), after, before)
    return render(
        request,
        "qualification/territory.html",
        territory=territory,
        version=version,
        sentence=territory_sentence(territory),
        previous=address(PRACTICES, chosen, avant=territory.page.previous) if territory.page.previous else "",
        next=address(PRACTICES, chosen, apres=territory.page.next) if territory.page.next else "",
        **filter_values(session, PRACTICES, chosen),
    )


@router.get(f"{PRACTICES}/{{practice}}", right=Right.CONSULT)
def of_practice(request: Request, session: Reading, practice: str) -> Response:
    """Who practises it, and what became of it at each date, by name."""
    chosen = QualificationFilter.from_query(request.query_params).without("etat")
    version, versions = current_version(session), grids_by_id(session)
    known = version.grid.practices.get(practice)
    if known is None:
        raise NotFound("La grille en vigueur ne demande pas cette pratique.", PRACTICES, "Voir les pratiques")
    after, before = place_of(request)
    page = profiles_page(session, chosen.conditions(), after, before)
    here = f"{PRACTICES}/{practice}"
    return render(
        request,
        "qualification/practice.html",
        practice=known,
        mission=next(own for own in version.grid.missions if known in own.practices),
        version=version,
        tracks=tracks_of(session, lines_of(session, page.ids), practice, versions, version),
        previous=address(here, chosen, avant=page.previous) if page.previous else "",
        next=address(here, chosen, apres=page.next) if page.next else "",
        **filter_values(session, here, chosen),
    )


def _dates(course: Course) -> str:
    days = [own.held_on for own in (course.before, course.now) if own]
    return ", puis ".join(f"{day:%d/%m/%Y}" for day in days)
