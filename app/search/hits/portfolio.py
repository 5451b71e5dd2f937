"""Projects, programmes, places, milestones and indicators."""

from urllib.parse import urlencode

from app.models import ProjectStatus, TerritoryKind
from app.search.hits.base import Facts, Hit, Telling, day, of_project, some
from app.web.filters import plural


def project(telling: Telling, facts: Facts) -> Hit:
    status = ProjectStatus(facts["status"])
    about = (facts["code"], facts["place"], facts["region"] or "Interrégional")
    title = telling.marked(facts["title"])
    badge = (status.tone, status.label)
    return Hit(f"/projets/{facts['code']}", title, some(*about), telling.quote(*facts["texts"]), badge)


def programme(telling: Telling, facts: Facts) -> Hit:
    dates = f"du {day(facts['starts'])} au {day(facts['ends'])}" if facts["starts"] and facts["ends"] else ""
    address = f"/projets?{urlencode({'programme': facts['code']})}"
    return Hit(address, telling.marked(facts["title"]), some(facts["code"], dates))


def place(telling: Telling, facts: Facts) -> Hit:
    kind, count = TerritoryKind(facts["kind"]), facts["projects"]
    address = f"/recherche?{urlencode({'q': facts['label'], 'type': 'projets'})}"
    if kind is TerritoryKind.REGION:
        address = f"/regions/{facts['code']}"
    elif count == 1:
        address = f"/projets/{facts['project']}"
    covering = plural(count, "projet le couvre", "projets le couvrent") if count else "région de projets"
    about = (f"{kind.label.capitalize()} ({facts['code']})", covering)
    return Hit(address, telling.marked(facts["label"]), about)


def milestone(telling: Telling, facts: Facts) -> Hit:
    when = f"fait le {day(facts['done'])}" if facts["done"] else f"prévu le {day(facts['due'])}"
    address = f"/projets/{facts['project']}/jalons"
    about = (facts["kind"], when, of_project(facts))
    return Hit(address, telling.marked(facts["title"]), about, telling.quote(*facts["texts"]))


def indicator(telling: Telling, facts: Facts) -> Hit:
    address = f"/projets/{facts['project']}/indicateurs#indicateur-{facts['id']}"
    return Hit(address, telling.marked(facts["title"]), some(facts["unit"], of_project(facts)))
