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
    RESPOND = "respond"


# What a partner does in its own grid: no role of the fund has it, the cookie of the grid gives it (`app.web.guest`).
OF_THE_FUND = frozenset(Right) - {Right.RESPOND}


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: OF_THE_FUND,
    Role.GESTIONNAIRE: OF_THE_FUND - {Right.ADMIN},
    Role.EVALUATEUR: frozenset({Right.PUBLIC, Right.CONSULT, Right.EVALUATE, Right.EXPORT}),
    Role.LECTEUR: frozenset({Right.PUBLIC, Right.CONSULT, Right.EXPORT}),
}
