"""Documents, imports, exports."""

from app.models import BatchStatus, DocumentKind
from app.search.hits.base import Facts, Hit, Telling, day, moment, of_project, some


def document(telling: Telling, facts: Facts) -> Hit:
    about = some(DocumentKind(facts["kind"]).label, day(facts["dated"]), facts["file"] or "", of_project(facts))
    address = f"/projets/{facts['project']}/documents/{facts['id']}"
    return Hit(address, telling.marked(facts["title"]), about, telling.quote(*facts["texts"]))


def import_(telling: Telling, facts: Facts) -> Hit:
    state = BatchStatus(facts["status"])
    about = (f"reçu le {moment(facts['at'])}",)
    return Hit(f"/imports/{facts['id']}", telling.marked(facts["file"]), about, badge=(state.tone, state.label))


def export(telling: Telling, facts: Facts) -> Hit:
    about = some(facts["about"], f"demandé le {moment(facts['at'])}")
    return Hit(f"/exports/{facts['id']}", telling.marked(facts["file"]), about)
