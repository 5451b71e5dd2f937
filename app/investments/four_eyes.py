"""Four eyes for a payment: who makes an instalment payable does not record its payment (setting ODD17_FOUR_EYES).

The database signs both acts and refuses the same person twice, whatever the path; here it is said beforehand, in words.
A command run on the server acts in nobody’s name: the rule binds people.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.investments.states import CANCELLED, PAID, PAYABLE
from app.models import Instalment, Role, User
from app.projects.permissions import Group, rule_for
from app.settings import settings
from app.wording import euros

CONSTRAINT = "ck_instalment_two_persons"
SAME_PERSON = "Une tranche mise en paiement par vous est dite versée par une autre personne, jamais par vous."
NOT_YET = (
    "Cette tranche n’est pas encore à payer\u202f: une personne la met en paiement, une autre enregistre le versement."
)
OWN = "Vous avez mis cette tranche en paiement\u202f: {who} enregistre le versement."
OWN_CORRECTION = "Vous avez mis cette tranche en paiement\u202f: {who} corrige le versement."
OTHERS = "une autre personne de la gestion ou de l’administration"
NOBODY = (
    " Aucun autre compte ne le peut aujourd’hui\u202f: ouvrez-en un, ou, pour un Fonds d’une seule personne, "
    "levez la règle dans les réglages (ODD17_FOUR_EYES)."
)
MORE = "Le versement dépasse ce qui a été mis en paiement ({amount})\u202f: modifiez d’abord la tranche."
IN_A_FILE = (
    "Le fichier dit versée une tranche que vous avez mise en paiement, ou qui n’a pas été mise en paiement\u202f: "
    "une autre personne applique l’import, ou met d’abord la tranche en paiement."
)


@dataclass(frozen=True)
class Payer:
    """Who would record the payment, and whether anybody else could."""

    user_id: int
    is_alone: bool


def payer(session: Session, user: User) -> Payer:
    others = select(func.count()).where(
        User.active, User.role.in_((Role.ADMIN.value, Role.GESTIONNAIRE.value)), User.id != user.id
    )
    return Payer(user.id, not session.scalar(others))


def why_not(status: str, payable_by_id: int | None, asking: Payer) -> str:
    """Why this person may not record, or correct, the payment of an instalment; empty when they may."""
    if not settings().four_eyes or status == CANCELLED:
        return ""
    if status not in (PAYABLE, PAID):
        return NOT_YET + (NOBODY if asking.is_alone else "")
    if payable_by_id != asking.user_id:
        return ""
    sentence = (OWN_CORRECTION if status == PAID else OWN).format(who=OTHERS)
    return sentence + (NOBODY if asking.is_alone else "")


def check_payer(session: Session, instalment: Instalment, user: User | None) -> None:
    """Before anything is typed. The row is held: what is checked is what will be written."""
    allow_one(session)
    if user is None or not settings().four_eyes:
        return
    seen = instalment.version
    session.refresh(instalment, ["status", "payable_by_id", "amount_eur", "version"], with_for_update=True)
    if instalment.version != seen:
        raise Conflict
    if sentence := why_not(instalment.status, instalment.payable_by_id, payer(session, user)):
        raise Refused(sentence)


def check_amount(instalment: Instalment, amount_eur: Decimal, user: User | None) -> None:
    """Nobody pays more than was made payable, but to correct what one person alone had recorded."""
    bound = settings().four_eyes and user is not None
    if bound and instalment.status == PAYABLE and amount_eur > instalment.amount_eur:
        raise Refused(MORE.format(amount=euros(instalment.amount_eur)), field="paid_amount_eur")


def check_amount_kept(instalment: Instalment, columns: dict[str, object], user: User | None) -> None:
    """What was paid keeps its amount; a payment of before the rule, known from a file, is still corrected by a file."""
    if user is None or instalment.payable_by_id is None or instalment.status != PAID:
        return
    if columns.get("amount_eur", instalment.amount_eur) != instalment.amount_eur:
        raise Refused(rule_for(Group.INSTALMENT, PAID).why, field="amount_eur")


def allow_one(session: Session) -> None:
    """Tell the database of the setting, for this transaction; it then writes that one person did both."""
    session.execute(select(func.set_config("odd17.four_eyes", "on" if settings().four_eyes else "off", True)))


def payment_refused(refusal: Exception) -> str:
    """What to say when the database refused a payment brought by a file; empty for another refusal."""
    diagnosis = getattr(getattr(refusal, "orig", None), "diag", None)
    return IN_A_FILE if getattr(diagnosis, "constraint_name", "") == CONSTRAINT else ""
