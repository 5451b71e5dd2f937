"""The case as values: what the JSON file holds, and what the Markdown and the page are written from.

Format « cas-impact-alliances/1 », described by the schema shipped beside; a key added or changed is a new number.
"""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from app.capitalisation.queries import TEXT_LABELS, pillars_of
from app.capitalisation.readiness import Readiness
from app.exchanges.cases import facts
from app.exchanges.cases.evolution import NOTE, evolution_of
from app.exchanges.cases.method import method, sources
from app.exchanges.cases.past import status_at
from app.exchanges.cases.quotes import quotes_of
from app.exchanges.cases.results import Published, as_json, published_until
from app.exchanges.service import is_demonstration
from app.indicators.queries import indicators_of
from app.investments.queries import cofinancings_of, investments_of
from app.milestones.queries import milestones_of
from app.models import Project
from app.partners.card import PartnerLine, project_card
from app.projects.overview import read_labels

FORMAT = "cas-impact-alliances/1"
Json = dict[str, Any]


def case_content(session: Session, project: Project, found: Readiness, day: date) -> Json:
    """`project` comes whole, with its places and domains. A fixed number of queries; no instant, no author: equal
    records give equal bytes.
    """
    labels, partners = read_labels(session, project), project_card(session, project).lines
    published = published_until(session, project.id, day)
    measured = facts.indicators(indicators_of(session, project.id), day)
    content = {
        "format": FORMAT,
        "language": "fr",
        "demonstration": is_demonstration(session),
        "as_of": day.isoformat(),
        "project": _project(session, project, day),
        "case": _texts(project, found, partners),
        "agreed_on": found.agreement.agreed_on.isoformat() if found.agreement else None,
        "alliance": facts.alliance(project, labels, partners, day),
        "territory": facts.territory(project, labels),
        "domains": [{"code": own.code, "label": own.label} for own in project.domains],
        "goals": [{"code": own.code, "label": own.label} for own in project.goals],
        "need": facts.prose(project.need),
        "answer": facts.prose(project.answer),
        "money": _money(session, project, day) if found.shows_money else None,
        "timeline": facts.timeline(milestones_of(session, project.id, day), day),
        "results": [as_json(own) for own in published],
        "evolution": {"axes": evolution_of(session, published), "note": NOTE},
        "indicators": measured,
        "quotes": quotes_of(session, published),
        "pillars": facts.pillars(pillars_of(session, project.id), day),
        "sources": sources(project, published, measured),
        "method": method(published),
        "versions": _versions(found, published),
    }
    return content | {"digest": {"algorithm": "sha256", "value": digest_of(content)}}


def digest_of(content: Json) -> str:
    """Of the whole case but its own digest: keys sorted, no space, UTF-8."""
    kept = {name: value for name, value in content.items() if name != "digest"}
    written = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def _project(session: Session, project: Project, day: date) -> Json:
    status = status_at(session, project, day)
    return {
        "code": project.code,
        "title": facts.prose(project.title),
        "programme": project.programme.title if project.programme else None,
        "status": {"code": status.value, "label": status.label},
        "starts_on": project.starts_on.isoformat() if project.starts_on else None,
        "ends_on": project.ends_on.isoformat() if project.ends_on else None,
    }


def _texts(project: Project, found: Readiness, partners: Sequence[PartnerLine]) -> Json:
    case = found.case
    texts = {name: facts.prose(getattr(case, name)) if case else "" for name in TEXT_LABELS}
    contact = next((line for line in partners if case and line.id == case.contact_partner_id), None)
    return texts | {"contact": _contact(project, contact) if contact else None}


def _contact(project: Project, line: PartnerLine) -> Json:
    """An organisation and its site; never a person."""
    website = next(own.organisation.website for own in project.partners if own.id == line.id)
    return {"name": line.name, "profile": facts.named(line.profile_code, line.profile), "website": website}


def _money(session: Session, project: Project, day: date) -> Json:
    return facts.money(investments_of(session, project.id, day), cofinancings_of(session, project.id), day)


def _versions(found: Readiness, published: Sequence[Published]) -> Json:
    return {
        "case": found.case.version if found.case else 0,
        "grids": sorted({own.grid.reference for own in published}),
        "formulas": sorted({own.formula for own in published}),
    }
