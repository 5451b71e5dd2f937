"""Who may do what: a role gives rights, a route asks for one."""

from enum import StrEnum

from app.models.user import Role


class Right(StrEnum):
    PUBLIC = "public"
    CONSULT = "consult"
    EDIT = "edit"
    EVALUATE = "evaluate"
    PUBLISH = "publish"
    EXPORT = "export"
    ADMIN = "admin"


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.GESTIONNAIRE: frozenset(Right) - {Right.ADMIN},
    Role.EVALUATEUR: frozenset({Right.PUBLIC, Right.CONSULT, Right.EVALUATE, Right.EXPORT}),
    Role.LECTEUR: frozenset({Right.PUBLIC, Right.CONSULT, Right.EXPORT}),
}
