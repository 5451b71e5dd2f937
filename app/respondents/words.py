"""The plain words of the partner's pages."""

from app.models import Moment
from evaluation import Axis

WHEN = {
    Moment.EX_ANTE: "avant qu’il commence",
    Moment.IN_ITINERE: "en cours de route",
    Moment.EX_POST: "maintenant qu’il est mené",
}
# By axis: what it is about, in one sentence. An axis of another grid does without.
LEADS = {
    "resultats": "Ce que le projet produit, et avec quels moyens.",
    "relation": "La qualité de votre partenariat\u00a0: clarté, réciprocité, dialogue.",
    "innovation": "Ce que l’alliance invente et qui n’existait pas avant elle.",
    "performance": "Ce que l’alliance change pour votre propre organisation.",
    "confiance": "La confiance entre vous, chez les personnes et sur le territoire.",
}
LEADS_OF_TERRITORIES = {"performance": "Ce que l’alliance change pour votre territoire."}
TERRITORIES = frozenset({"collectivite"})
BOTH = (
    "Chaque phrase reçoit deux réponses\u00a0: où vous en êtes aujourd’hui, avant le projet, "
    "puis ce que vous attendez à son terme."
)
EXPECTED = "Pour chaque phrase, dites à quel point vous attendez qu’elle soit vraie au terme du projet."
OBSERVED = "Pour chaque phrase, dites à quel point elle est vraie aujourd’hui, de votre point de vue."
READING_WORDS = {"initial": "Aujourd’hui", "expected": "Ce que vous attendez", "observed": ""}
PRIORITIES_LEAD = (
    "Ce que l’alliance peut vous apporter ne compte pas autant pour chacun. Qu’est-ce qui compte pour vous\u202f?"
)
PRIORITY_OPTIONS = [("0", "Sans objet", "pour nous"), ("1", "Utile", ""), ("2", "Prioritaire", "")]
EVIDENCE_WORDS = {
    "Déclaré": "c’est votre avis",
    "Documenté": "un document le montre",
    "Mesuré": "un chiffre le mesure",
}
SECONDS_PER_ANSWER = 20
REOPENED_BY_ITSELF = "à la demande du partenaire"


def lead_of(axis: str, profile: str) -> str:
    if profile in TERRITORIES and axis in LEADS_OF_TERRITORIES:
        return LEADS_OF_TERRITORIES[axis]
    return LEADS.get(axis, "")


def instruction(axis: Axis, readings: tuple[str, ...]) -> str:
    """How to read the sentences of an axis."""
    asked = [reading for reading in readings if axis.is_asked(reading)]
    if len(asked) > 1:
        return BOTH
    return EXPECTED if asked == ["expected"] else OBSERVED


def minutes_for(answers: int) -> int:
    """Rounded up to five minutes: time to read, think and touch."""
    return max(5, -(-answers * SECONDS_PER_ANSWER // 300) * 5)
