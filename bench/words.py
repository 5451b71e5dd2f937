"""What the sheets of the benches are made of."""

from app.demo.sized.words import ACTIONS, NAMES, PLACES

__all__ = ["ACTIONS", "BODIES", "NAMES", "PLACES"]

BODIES = ("Association", "Coopérative", "Fondation", "Communauté de communes", "Entreprise", "Université", "Collectif")
