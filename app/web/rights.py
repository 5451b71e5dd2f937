"""Who may do what: a role gives rights, a route asks for one."""

from enum import StrEnum

from app.models.user import Role


class Right(StrEnum):
    PUBLIC = "public"
    ACCOUNT = "account"
    CONSULT = "consult"
    EDIT = "edit"
    EVALUATE = "evaluate"
    PUBLISH = "publish"
    EXPORT = "export"
    ADMIN = "admin"
    RESPOND = "respond"
    FUNDED = "funded"
    ENTER = "enter"


# What a partner does in its own grid, and whoever answers a form behind a personal door: no role has it, a cookie gives
# it (`app.web.guest`, `app.web.door`). What a funder sees of the projects its money is in: its own people only, who
# have nothing of the fund's.
BY_LINK = frozenset({Right.RESPOND, Right.ENTER})
OF_THE_FUND = frozenset(Right) - BY_LINK - {Right.FUNDED}


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: OF_THE_FUND,
    Role.GESTIONNAIRE: OF_THE_FUND - {Right.ADMIN},
    Role.EVALUATEUR: frozenset({Right.PUBLIC, Right.ACCOUNT, Right.CONSULT, Right.EVALUATE, Right.EXPORT}),
    Role.LECTEUR: frozenset({Right.PUBLIC, Right.ACCOUNT, Right.CONSULT, Right.EXPORT}),
    Role.FINANCEUR: frozenset({Right.PUBLIC, Right.ACCOUNT, Right.FUNDED}),
}
