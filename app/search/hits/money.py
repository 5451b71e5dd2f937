"""Investments and instalments."""

from app.models import InstalmentStatus
from app.search.hits.base import Facts, Hit, Telling, day, of_project, some
from app.web.filters import money


def investment(telling: Telling, facts: Facts) -> Hit:
    number = f"COPIL {facts['number']}" if facts["number"] else "COPIL sans numéro"
    address = f"/projets/{facts['project']}/investissements#investissement-{facts['id']}"
    about = some(money(facts["amount"]), day(facts["on"]), of_project(facts))
    return Hit(address, telling.marked(number), about, telling.quote(facts["purpose"]))


def instalment(telling: Telling, facts: Facts) -> Hit:
    state = InstalmentStatus(facts["status"])
    address = f"/projets/{facts['project']}/investissements#investissement-{facts['investment']}"
    when = f"{state.label} le {day(facts['paid'])}" if facts["paid"] else f"{state.label}, échéance {day(facts['due'])}"
    about = some(money(facts["amount"]), when, of_project(facts))
    reference = facts["reference"] and f"Référence du versement {facts['reference']}"
    return Hit(address, telling.marked(facts["label"]), about, telling.quote(reference))
