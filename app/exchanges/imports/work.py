"""How far the work on a file has come, in words."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.exchanges.imports.progress import COMPARING, READING, UNDOING, WRITING
from app.exchanges.imports.queries import progress_of, seconds_silent
from app.models import BatchStatus, ImportBatch
from app.web.filters import number

STALLED_SECONDS = 30
TITLES = {
    BatchStatus.RECEIVED: "Lecture du fichier",
    BatchStatus.APPLYING: "Import en cours",
    BatchStatus.UNDOING: "Annulation en cours",
}
SENTENCES = {
    BatchStatus.RECEIVED: "Rien n’est enregistré\u00a0: vous verrez d’abord ce qui changerait. Vous pouvez partir.",
    BatchStatus.APPLYING: "Tout est enregistré ensemble, ou rien. Cette page peut être quittée, l’import continue.",
    BatchStatus.UNDOING: "Tout revient ensemble, ou rien. Cette page peut être quittée, l’annulation continue.",
}
STAGES = {
    READING: "Ouverture du fichier",
    COMPARING: "Comparaison avec ce qui est enregistré",
    WRITING: "Enregistrement",
    UNDOING: "Remise en état",
}
SPOKEN_PERCENTS = 25


@dataclass(frozen=True)
class WorkView:
    """`done` is none while nobody knows how much there is to do; `spoken` changes rarely enough to be read aloud."""

    title: str
    sentence: str
    stage: str
    done: int | None
    total: int
    count: str
    spoken: str
    is_stalled: bool


def work_view(session: Session, batch: ImportBatch) -> WorkView:
    found = progress_of(session, batch.id)
    done, total = (found.done, found.total) if found else (0, 0)
    stage = STAGES.get(found.stage, "") if found else "En attente"
    part = min(done, total) * 100 // total // SPOKEN_PERCENTS * SPOKEN_PERCENTS if total else 0
    return WorkView(
        title=TITLES[batch.stage],
        sentence=SENTENCES[batch.stage],
        stage=stage,
        done=min(done, total) if total else None,
        total=total or 1,
        count=f"{number(min(done, total))} sur {number(total)}" if total else "",
        spoken=f"{stage}, {part}\u00a0%" if part else stage,
        is_stalled=seconds_silent(session, batch.id) > STALLED_SECONDS,
    )
