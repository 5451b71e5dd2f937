"""What each role lets someone do, in a sentence."""

from app.models.user import Role

ALLOWS = {
    Role.ADMIN: "tout, avec les comptes et les listes.",
    Role.GESTIONNAIRE: "enregistrer et modifier les projets, évaluer, publier, exporter.",
    Role.EVALUATEUR: "consulter, saisir les évaluations, exporter.",
    Role.LECTEUR: "consulter et exporter.",
    Role.FINANCEUR: "suivre les projets que finance une organisation, rien d’autre.",
}
ROLES = [(role.value, role.label, ALLOWS[role][0].upper() + ALLOWS[role][1:]) for role in Role]
