"""What the pictures of a place show, in a sentence."""

from app.regions.course import Course, Lane
from app.results.words import counted
from app.wording import listed

SAID = {
    Lane.COPIL: ("investissement décidé", "investissements décidés"),
    Lane.DONE: ("jalon fait", "jalons faits"),
    Lane.LATE: ("jalon en retard", "jalons en retard"),
    Lane.COMING: ("jalon à venir", "jalons à venir"),
    Lane.CAMPAIGN: ("campagne", "campagnes"),
    Lane.PUBLISHED: ("évaluation publiée", "évaluations publiées"),
}


def course_sentence(course: Course) -> str:
    """« 4 investissements décidés, 31 jalons faits, 2 jalons en retard… », trimestre par trimestre."""
    told = [counted(course.counted(lane), *SAID[lane]) for lane, _ in course.lanes]
    return f"{listed(told)}, trimestre par trimestre." if told else "Rien n’est encore daté."
