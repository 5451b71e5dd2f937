"""The first visit of a newcomer: the three jobs, each ticked when this person has really done it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app.models import Answer, Investment, IssuedFile, JournalChange, JournalTransaction
from app.models.journal import Action
from app.web.auth import Right, Visitor


@dataclass(frozen=True)
class Step:
    title: str
    why: str
    address: str
    act: str
    done: bool


def first_visit(session: Session, visitor: Visitor) -> tuple[Step, ...]:
    """Only what this person may do, in one query."""
    mine = [job for job in JOBS if visitor.can(job[0])]
    if not mine:
        return ()
    done = session.execute(select(*(job[-1](visitor.id).label(f"job_{place}") for place, job in enumerate(mine)))).one()
    return tuple(Step(*job[1:5], is_done) for job, is_done in zip(mine, done, strict=True))


def _wrote(user_id: int, table: str) -> ColumnElement[bool]:
    own = JournalTransaction.id == JournalChange.transaction_id
    added = or_(JournalChange.action == Action.INSERT, JournalChange.action == Action.UPDATE)
    return exists().where(own, JournalTransaction.user_id == user_id, JournalChange.table_name == table, added)


def _registered(user_id: int) -> ColumnElement[bool]:
    return _wrote(user_id, Investment.__tablename__)


def _entered(user_id: int) -> ColumnElement[bool]:
    return _wrote(user_id, Answer.__tablename__)


def _exported(user_id: int) -> ColumnElement[bool]:
    return exists().where(IssuedFile.asked_by_id == user_id)


JOBS = (
    (
        Right.EDIT,
        "Enregistrer un investissement",
        "Huit étapes gardées au fur et à mesure\u202f: vous pouvez vous arrêter à chacune et revenir.",
        "/investissements/nouveau",
        "Commencer",
        _registered,
    ),
    (
        Right.EVALUATE,
        "Saisir une grille d’évaluation",
        "Ouvrez une campagne, puis la grille d’un partenaire\u202f: vingt-huit questions, au clavier.",
        "/campagnes",
        "Voir les campagnes",
        _entered,
    ),
    (
        Right.EXPORT,
        "Préparer un rapport pour un financeur",
        "Un classeur où chaque chiffre se recalcule, ou un rapport à imprimer.",
        "/exports",
        "Voir les exports",
        _exported,
    ),
)
