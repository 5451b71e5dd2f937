"""What is missing from a review, said on its own page: a reader must not find out alone."""

from collections.abc import Iterator

from app.results.words import NBSP, counted
from app.reviews.restitution import Reread
from app.reviews.restitution_voices import Voices
from app.wording import listed

ASKED = {
    "porteurs": "des porteurs",
    "territoires": "des territoires",
    "investisseurs": "des investisseurs sociétaux",
    "acteurs_publics": "des acteurs publics",
}


def missing_of(own: Reread) -> tuple[str, ...]:
    """One sentence each: the viewpoints first, then what each part lacks."""
    return (*_viewpoints(own.voices), *_axes(own), *_words(own), *_figures(own))


def _viewpoints(voices: Voices) -> Iterator[str]:
    absent = [ASKED[line.code] for line in voices.viewpoints if line.is_missing]
    if absent:
        yield f"Personne n’a été invité pour dire le point de vue {listed(absent)}."
    mute = [ASKED[line.code] for line in voices.viewpoints if line.is_silent]
    if mute:
        yield f"Le point de vue {listed(mute)} est invité, et muet{NBSP}: aucune voix n’a répondu."
    silent = len(voices.silent)
    if silent:
        yield f"{counted(silent, 'voix invitée n’a', 'voix invitées n’ont')} pas répondu."
    heard = [line for line in voices.viewpoints if line.answered]
    if len(heard) == 1:
        yield "Un seul point de vue s’est exprimé\u00a0: il n’y a pas de regards à croiser."


def _axes(own: Reread) -> Iterator[str]:
    for axis in own.axes:
        if not axis.facts.status.shows_number:
            yield f"{axis.label}, {axis.words}."
    kept = [axis.label for axis in own.axes if axis.is_kept_inside and axis.score is None]
    if kept:
        yield f"Score gardé dans l’évaluation, il dirait les réponses d’un seul point de vue{NBSP}: {listed(kept)}."


def _words(own: Reread) -> Iterator[str]:
    untold = len(own.prompts) - len(own.told)
    if untold and own.told:
        asked = counted(untold, "invitation à raconter est restée", "invitations à raconter sont restées")
        yield f"{asked} sans récit."
    elif untold:
        yield "Personne n’a rien raconté."


def _figures(own: Reread) -> Iterator[str]:
    uncounted = [count.label for count in own.counts if not count.valued]
    if uncounted:
        yield f"Sans compte{NBSP}: {', '.join(uncounted)}."
    if not own.phase.measures:
        return
    if not own.measured.lines:
        yield "Aucun chiffre du programme n’est suivi."
    unmeasured = [line.label for line in own.measured.lines if line.value is None]
    if unmeasured:
        yield f"Sans mesure{NBSP}: {', '.join(unmeasured)}."
