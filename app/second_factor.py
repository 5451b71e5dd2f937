"""Who must have a second factor, by the setting of the installation."""

from app.models.user import Role
from app.settings import settings

MUST: dict[str, frozenset[Role]] = {
    "optionnel": frozenset(),
    "gestion": frozenset({Role.ADMIN, Role.GESTIONNAIRE}),
    "tous": frozenset(Role),
}


def must_have_factor(role: Role) -> bool:
    return role in MUST[settings().second_factor]
