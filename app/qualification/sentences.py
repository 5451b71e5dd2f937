"""What a profile, a course or a territory says, in sentences: never a sum, never a rank."""

from collections.abc import Iterable

from app.qualification.territory import Territory
from app.wording import listed, typeset
from evaluation.qualification import LEVELS, Practice
from evaluation.qualification_profile import MOVES, Profile, Step

NOTHING = "Rien n’a encore été dit."


def profile_sentence(profile: Profile) -> str:
    """« Transmis : mise en relation. Régulier : … », from what is passed on to what is not practised."""
    parts = []
    for level in reversed(range(LEVELS)):
        held = [own for code, own in profile.grid.practices.items() if profile.levels.get(code) == level]
        if held:
            parts.append(f"{typeset(profile.grid.level_label(level))}\u00a0: {names(held)}.")
    return " ".join(parts) or NOTHING


def course_sentence(steps: Iterable[Step]) -> str:
    """What moved, by kind; what stayed is not said."""
    known = list(steps)
    parts = []
    for course in MOVES:
        moved = [own.practice for own in known if own.course is course]
        if moved:
            parts.append(f"{course.label.capitalize()}\u00a0: {names(moved)}.")
    return " ".join(parts) or "Aucune pratique n’a changé de niveau."


def territory_sentence(territory: Territory) -> str:
    if not territory.profiles:
        return "Aucune qualification n’est encore envoyée ici."
    many = "profil" if territory.profiles == 1 else "profils"
    who = "organisation" if territory.organisations == 1 else "organisations"
    first = f"{territory.profiles}\u00a0{many}, de {territory.organisations}\u00a0{who}."
    if territory.unheld:
        return f"{first} Personne ne le pratique encore\u00a0: {names(territory.unheld)}."
    return f"{first} Chaque pratique dont on a parlé est mise en œuvre par quelqu’un."


def names(practices: Iterable[Practice]) -> str:
    return listed(_small(typeset(own.label)) for own in practices)


def _small(text: str) -> str:
    """Within a sentence; an acronym stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
