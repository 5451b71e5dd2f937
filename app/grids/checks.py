"""What is looked at before a version may be published, as one list: what stops it, and what deserves a second look."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.grids.changes import changes_between
from app.models.grid_version import version_number
from app.wording import listed
from evaluation import Grid
from evaluation.pairing import keeps_scale

HEAVY = 4
OK, LOOK, STOP = "done", "due", "late"
STATES = {OK: "en ordre", LOOK: "à regarder", STOP: "à régler"}
Place = tuple[str, str]
"""What to show, and the path of its page after the draft's address."""


class Check(NamedTuple):
    title: str
    tone: str
    sentence: str
    places: tuple[Place, ...] = ()

    @property
    def state(self) -> str:
        return STATES[self.tone]


def checks_of(grid: Grid, base: Grid, published: Mapping[str, Grid]) -> list[Check]:
    others = [own for own in published.values() if own.reference != grid.reference]
    return [
        _number(grid, base, published),
        _start(base, published),
        _something_changes(grid, base),
        _codes(grid, base, others),
        _one_criterion(grid),
        _approaches(grid),
        _weights(grid),
        _thresholds(grid),
        _declared(grid, base),
    ]


def blocking(checks: Iterable[Check]) -> list[Check]:
    return [own for own in checks if own.tone == STOP]


def _number(grid: Grid, base: Grid, published: Mapping[str, Grid]) -> Check:
    title, place = "Numéro de version", (("le numéro", "/reglages/identite"),)
    if grid.reference in published:
        return Check(title, STOP, f"La version {grid.version} est déjà publiée.", place)
    if version_number(grid.version) <= version_number(base.version):
        return Check(title, STOP, f"{grid.version} n’est pas après {base.version}, dont elle est tirée.", place)
    return Check(title, OK, f"{grid.version}, tirée de {base.version}.")


def _start(base: Grid, published: Mapping[str, Grid]) -> Check:
    """Another version may have come out while this one was being written."""
    later = [own.version for own in published.values() if _age(own) > _age(base)]
    if later:
        sentence = f"Publié depuis\u00a0: {listed(later)}. Ce brouillon part de {base.version} et n’en reprend rien."
        return Check("Point de départ", LOOK, sentence)
    return Check("Point de départ", OK, f"La version {base.version} est la plus récente.")


def _age(grid: Grid) -> tuple[date, tuple[int, ...]]:
    return grid.published_on, version_number(grid.version)


def _something_changes(grid: Grid, base: Grid) -> Check:
    count = sum(len(group.changes) for group in changes_between(base, grid))
    if not count:
        return Check("Ce qui change", STOP, f"Rien ne change par rapport à la version {base.version}.")
    words = "un changement" if count == 1 else f"{count} changements"
    return Check("Ce qui change", OK, f"{words} par rapport à {base.version}.", (("les voir", "/changements"),))


def _codes(grid: Grid, base: Grid, others: Sequence[Grid]) -> Check:
    """A file read is already without doubles; a code of long ago must not come back for something else."""
    known = set(base.questions)
    before = {code for own in others for code in own.questions} - known
    again = [code for code in grid.questions if code in before]
    if again:
        sentence = f"{listed(again)} désignait une autre question dans une version publiée\u202f: donnez un autre code."
        return Check("Codes uniques", STOP, sentence, _questions(again))
    return Check("Codes uniques", OK, f"{len(grid.questions)} questions, chacune a son code et le garde.")


def _one_criterion(grid: Grid) -> Check:
    title = "Une question dans un seul critère"
    asked = Counter(_bare(own.text) for own in grid.questions.values())
    twice = [code for code, own in grid.questions.items() if asked[_bare(own.text)] > 1]
    if twice:
        return Check(title, STOP, f"{listed(twice)} posent la même question.", _questions(twice))
    criteria = sum(len(axis.criteria) for axis in grid.axes)
    return Check(title, OK, f"{len(grid.axes)} axes, {criteria} critères\u202f; aucune question n’est posée deux fois.")


def _approaches(grid: Grid) -> Check:
    followed = {own.approach for own in grid.questions.values()}
    idle = [own.label for own in grid.approaches if own.code not in followed]
    if idle:
        sentence = f"Aucune question ne suit {listed(idle)}."
        return Check("Approches", LOOK, sentence, (("les approches", "/reglages/approches"),))
    return Check("Approches", OK, f"Chaque question suit l’une des {len(grid.approaches)} approches.")


def _weights(grid: Grid) -> Check:
    """Weights are above 0, or the file would not be read; a crushing one may be a slip of the keyboard."""
    criteria = [axis.criteria for axis in grid.axes]
    heavy = [
        _criterion(own.code) for group in criteria for own in group if _crushes(own.weight, [o.weight for o in group])
    ]
    heavy += [
        _question(own.code)
        for group in criteria
        for criterion in group
        for own in criterion.questions
        if _crushes(own.weight, [other.weight for other in criterion.questions])
    ]
    if heavy:
        return Check("Poids", LOOK, f"Un poids vaut au moins {HEAVY} fois celui de ses voisins.", tuple(heavy))
    return Check("Poids", OK, "Tous plus grands que 0, aucun n’écrase ses voisins.")


def _thresholds(grid: Grid) -> Check:
    rules = grid.publication
    odd = [
        sentence
        for sentence, is_odd in (
            ("un score se publierait avec moins de la moitié des réponses", rules.published_coverage < 0.5),
            ("un score se publierait avec un seul répondant", rules.min_respondents < 2),
            ("un score se publierait avec un seul profil", rules.min_profiles < 2),
            (
                "la confiance A demanderait moins qu’un score publié",
                rules.high_confidence_coverage < rules.published_coverage,
            ),
            ("une évolution se donnerait avec un seul partenaire", grid.dialogue.min_paired < 2),
            (
                "un profil sortirait de l’alliance avec deux répondants",
                grid.confidentiality.min_respondents_per_profile < 3,
            ),
            ("une région se lirait dès deux projets", grid.regions.detail_max < 2),
        )
        if is_odd
    ]
    if odd:
        sentence = "\u202f; ".join(odd)
        return Check("Seuils", LOOK, f"{sentence[0].upper()}{sentence[1:]}.", (("les seuils", "/reglages/seuils"),))
    return Check("Seuils", OK, "Dans les limites que la méthode conseille.")


def _declared(grid: Grid, base: Grid) -> Check:
    """Saying nothing of a reworded question parts it from its earlier answers: a choice, never an oversight."""
    title = "Comparabilité dite"
    untold = [
        own.code for own in grid.questions.values() if own.equivalent is None and is_reworded(grid, base, own.code)
    ]
    places = list(_questions(untold))
    if grid.scale.equivalent is None and not keeps_scale(base, grid):
        places.append(("l’échelle", "/reglages/echelle"))
    if places:
        return Check(title, STOP, "Dites si les réponses d’avant restent comparables.", tuple(places))
    return Check(title, OK, "Pour chaque question reformulée, il est dit si les réponses d’avant restent comparables.")


def is_reworded(grid: Grid, base: Grid, code: str) -> bool:
    """Against the question it continues, whichever profile reads it."""
    own = grid.questions[code]
    old = base.questions.get(own.origin)
    return old is not None and (old.text, dict(old.texts)) != (own.text, dict(own.texts))


def _crushes(weight: float, group: Sequence[float]) -> bool:
    return weight >= HEAVY * min(group)


def _questions(codes: Iterable[str]) -> tuple[Place, ...]:
    return tuple(map(_question, codes))


def _question(code: str) -> Place:
    return code, f"/questions/{code}"


def _criterion(code: str) -> Place:
    return code, f"/criteres/{code}"


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .?")
