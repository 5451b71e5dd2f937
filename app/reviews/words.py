"""The words of a programme's evaluation, said the same on every page."""

from app.models import CampaignStatus
from app.wording import NARROW, NO_BREAK, listed
from evaluation.programme_words import Phase, Viewpoint

PHASE_OPTIONS = [
    (
        Phase.EMERGENCE.value,
        "Émergence\u00a0: se conter",
        "Le programme se cherche encore\u202f: on recueille des récits, sans aucun score.",
    ),
    (
        Phase.MODELISATION.value,
        "Modélisation\u00a0: se compter",
        "On raconte, on dénombre, et les réponses donnent des scores lus comme des signaux.",
    ),
    (
        Phase.DEPLOIEMENT.value,
        "Déploiement\u00a0: se mesurer",
        "On raconte, on dénombre, on évalue, et des repères mesurés disent le chemin fait vers les cibles.",
    ),
]
VIEWPOINT_OPTIONS = [
    (Viewpoint.PORTEURS.value, "Porteurs", "Ceux qui mènent les projets soutenus."),
    (
        Viewpoint.TERRITOIRES.value,
        "Territoires",
        "Ceux qui y vivent et y agissent\u00a0: collectivités, habitants.",
    ),
    (Viewpoint.INVESTISSEURS.value, "Investisseurs sociétaux", "Ceux qui engagent leurs moyens dans le programme."),
    (Viewpoint.ACTEURS_PUBLICS.value, "Acteurs publics", "L’État et ceux qui font l’action publique."),
]
STATUS_OPTIONS = [(status.value, status.label.capitalize()) for status in CampaignStatus]
EVENT_WORDS = {
    "opened": "Ouverte à la saisie",
    "closed": "Close",
    "reopened": "Rouverte",
    "published": "Publiée",
}
VOICE_EVENT_WORDS = {"submitted": "Réponses envoyées", "reopened": "Réponses rouvertes"}
REOPENED_BY_ITSELF = "Reprise par la voix elle-même, pour corriger ses réponses."
PHASE_SAYS = {
    Phase.EMERGENCE: "En émergence, un programme se raconte\u00a0: les réponses ne donnent aucun chiffre.",
    Phase.MODELISATION: "En modélisation, un programme se compte\u00a0: ses scores se lisent comme des signaux, "
    "jamais comme des constats.",
    Phase.DEPLOIEMENT: "En déploiement, un programme se mesure\u00a0: chaque impact devient un constat quand son "
    "horizon est atteint.",
}
PHASE_SOURCE = (
    "Le RAMEAU, plateforme de capitalisation de l’évaluation partenariale\u00a0: « se conter », « se compter », "
    "indicateurs quantitatifs."
)


def missing_words(codes: tuple[str, ...]) -> str:
    """« Personne ne parle encore pour les territoires. »"""
    if not codes:
        return ""
    names = listed(f"les {Viewpoint(code).label.lower()}" for code in codes)
    return f"Aucune voix n’est invitée pour {names}{NO_BREAK}: ce regard manquera, et la publication le dira."


def silent_words(codes: tuple[str, ...]) -> str:
    if not codes:
        return ""
    names = listed(f"les {Viewpoint(code).label.lower()}" for code in codes)
    return f"Silence pour l’instant chez {names}."


def promises(least: int) -> tuple[str, ...]:
    """What a voice is told before its first question; the pages of the restitution and the report then do it."""
    return (
        f"L’équipe du Fonds qui anime l’évaluation lit vos réponses, avec votre nom{NARROW}; les autres lecteurs du "
        "Fonds lisent votre point de vue, jamais votre nom.",
        f"Hors du Fonds (rapport, classeur), aucune voix n’est nommée, et un point de vue ne se montre qu’à partir de "
        f"{least} voix. Le classeur montre les réponses publiées par voix numérotée{NARROW}; le numéro change chaque "
        "jour. Qui connaît bien le programme peut deviner.",
        "Vos récits, vos commentaires et vos sources ne sortent du Fonds que si vous l’acceptez au moment d’envoyer.",
        f"Il n’y a ni bonne réponse, ni note de passage, ni classement{NO_BREAK}: c’est le croisement de quatre "
        "regards qui compte.",
    )


def minutes_for(questions: int) -> int:
    """Half a minute a question, rounded up to five minutes."""
    return max(5, -(-questions * 30 // 300) * 5)
