"""Before an import is undone: what would go back, what was edited since, what would stay."""

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.imports.undoing.deciding import decide
from app.exchanges.imports.undoing.facts import read_facts
from app.exchanges.imports.undoing.telling import Telling
from app.exchanges.imports.undoing.told import Edited, UndoPlan
from app.models import BatchStatus, ImportBatch
from app.wording import listed

MAY_BE_UNDONE = (BatchStatus.APPLIED, BatchStatus.UNDOING)


def preview_undo(session: Session, batch: ImportBatch) -> UndoPlan:
    """Only reads. What rules over several records may still refuse is told once undone."""
    refuse_undoing(batch)
    facts = read_facts(session, batch.id)
    return Telling(session, batch.id, facts, decide(facts)).plan()


def refuse_undoing(batch: ImportBatch) -> None:
    if batch.undoes_id is not None:
        raise Refused("Une annulation ne s’annule pas\u202f: importez de nouveau le fichier.")
    if batch.status == BatchStatus.UNDONE:
        raise Refused("Cet import est déjà annulé.")
    if batch.status not in MAY_BE_UNDONE:
        raise Refused("Cet import n’a rien écrit\u202f: il n’y a rien à annuler.")


def obstacles(session: Session, batch: ImportBatch) -> list[str]:
    """What undoing would leave as it is, in sentences; nothing when all goes back."""
    plan = preview_undo(session, batch)
    return [*map(edited_sentence, plan.edited), *(kept.sentence for kept in plan.kept)]


def edited_sentence(edited: Edited) -> str:
    fields = listed(field.label for field in edited.fields)
    by = f" par {edited.by}" if edited.by else ""
    keeps = f" Restent avec\u00a0: {edited.keeps}." if edited.keeps else ""
    return f"{edited.what}\u00a0: changé depuis{by} ({fields}), reste en l’état.{keeps}"
