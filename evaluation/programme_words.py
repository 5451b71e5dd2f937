"""The closed lists of a programme's evaluation, as stored, each with the French word a person reads."""

from enum import StrEnum


class Viewpoint(StrEnum):
    """Who looks at an innovation: the four viewpoints of an evaluation (plateforme de capitalisation, Le RAMEAU)."""

    PORTEURS = "porteurs"
    TERRITOIRES = "territoires"
    INVESTISSEURS = "investisseurs"
    ACTEURS_PUBLICS = "acteurs_publics"

    @property
    def label(self) -> str:
        return {
            "porteurs": "Porteurs",
            "territoires": "Territoires",
            "investisseurs": "Investisseurs sociétaux",
            "acteurs_publics": "Acteurs publics",
        }[self]


class Phase(StrEnum):
    """The age of an innovation, which decides how it is evaluated (same source)."""

    EMERGENCE = "emergence"
    MODELISATION = "modelisation"
    DEPLOIEMENT = "deploiement"

    @property
    def label(self) -> str:
        return {"emergence": "Émergence", "modelisation": "Modélisation", "deploiement": "Déploiement"}[self]

    @property
    def motto(self) -> str:
        return {"emergence": "se conter", "modelisation": "se compter", "deploiement": "se mesurer"}[self]

    @property
    def tells(self) -> bool:
        """« Se conter » : every phase begins by telling."""
        return True

    @property
    def counts(self) -> bool:
        """« Se compter » : from modelling on, utility is made countable."""
        return self is not Phase.EMERGENCE

    @property
    def rates(self) -> bool:
        """Levels are asked from modelling on; before, nothing typed becomes a number."""
        return self is not Phase.EMERGENCE

    @property
    def measures(self) -> bool:
        """Quantitative indicators belong to deployment only."""
        return self is Phase.DEPLOIEMENT
