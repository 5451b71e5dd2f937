"""The first sentences of a restitution: what this phase lets be said, and who spoke."""

from app.results.words import NBSP, counted
from app.reviews.restitution import Reread, Source
from evaluation import Grid
from evaluation.programme_words import Phase

NARROW = "\u202f"
PHASES = {
    Phase.EMERGENCE: (
        f"Le programme est en émergence{NBSP}: on y raconte ce qui naît. Les récits se lisent ensemble, sans aucun "
        "score."
    ),
    Phase.MODELISATION: (
        f"Le programme est en modélisation{NBSP}: on y compte ce qui peut l’être. Les scores sont des signaux, "
        "jamais des constats."
    ),
    Phase.DEPLOIEMENT: (
        f"Le programme est en déploiement{NBSP}: on y mesure. Chaque impact devient un constat à son heure{NARROW}; "
        "avant, c’est un signal."
    ),
}


def opening_of(own: Reread) -> str:
    return f"{PHASES[own.phase]} {_heard(own)}"


def _heard(own: Reread) -> str:
    voices, heard = own.voices, sum(1 for line in own.voices.viewpoints if line.answered)
    if not voices.answered:
        return "Aucune voix n’a répondu."
    asked = counted(len(voices.every), "voix invitée a répondu", "voix invitées ont répondu")
    views = counted(heard, "point de vue", "points de vue")
    return f"{voices.answered} sur {asked}, depuis {views} sur quatre."


def asked_of(source: Source) -> tuple[str, ...]:
    """What each voice was asked, one sentence a part."""
    asked, phase = source.asked, source.phase
    sentences = [f"Se conter{NBSP}: {counted(len(asked.prompts), 'récit', 'récits')}, au choix de chaque voix."]
    if phase.rates:
        sentences.append(_rated(asked.grid))
    if phase.counts:
        counts = counted(len(asked.counts), "compte", "comptes")
        sentences.append(f"Se compter{NBSP}: {counts}, une valeur ou une fourchette, avec sa source.")
    if phase.measures:
        sentences.append(f"Se mesurer{NBSP}: les chiffres du programme, tenus par le Fonds, avec leur cible.")
    return tuple(sentences)


def _rated(grid: Grid) -> str:
    questions, axes = counted(len(grid.questions), "question", "questions"), counted(len(grid.axes), "axe", "axes")
    first, last = grid.scale.labels[0].lower(), grid.scale.labels[-1].lower()
    return (
        f"Regarder{NBSP}: {questions} sur {axes}, chacune de «{NBSP}{first}{NBSP}» à «{NBSP}{last}{NBSP}», ou "
        f"«{NBSP}sans objet{NBSP}», ou «{NBSP}ne sait pas{NBSP}»."
    )


def rules_of(least: int) -> tuple[str, ...]:
    """Who reads what of a review: what its pages and its report do."""
    return (
        f"L’équipe du Fonds qui anime l’évaluation lit tout{NARROW}; ses lecteurs lisent les points de vue, jamais "
        "le nom d’une voix.",
        f"Hors du Fonds (rapport, classeur), aucune voix n’est nommée, et un point de vue ne l’est qu’à partir de "
        f"{least} voix.",
        f"Un récit, un commentaire ou une source ne sort que si son auteur l’a accepté{NARROW}; sinon on dit seulement "
        "combien ont été gardés.",
        f"Un score qui dirait les réponses d’un seul point de vue, ou d’une seule voix, reste au Fonds{NBSP}: ni sa "
        "valeur ni son étendue ne sortent.",
    )
