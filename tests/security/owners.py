"""Two sides of everything: each has its project, its records, its person. Whose is whose is known before any route.

A parameter of a route is found here by its name, or by « the part of the address before it/its name ». A new parameter
is a KeyError until it is given a record, so that a new route is tried by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session, sessions_of
from app.accounts.tokens import create_token, tokens_of
from app.exchanges.reports.choice import ReportChoice
from app.models import (
    BulkEdit,
    CalendarFeed,
    Door,
    GridDraft,
    ImportBatch,
    Invitation,
    IssuedFile,
    Organisation,
    RegistrationDraft,
    SavedExport,
    SavedView,
    User,
)
from app.partners.merging import merge
from tests import factories as make
from tests.app.addedvalues.saying import a_time, a_value
from tests.app.capitalisation.closing import a_deliverable
from tests.app.documents.situations import a_document
from tests.app.gazette.situations import of_a_gazette
from tests.app.grids.drafts import a_draft
from tests.app.qualification.situations import a_qualification
from tests.app.results.published import PROFILES, a_published_campaign
from tests.app.reviews.situations import of_a_programme_review
from tests.app.roadmap.measures import of_the_roadmap
from tests.support.doors import a_door

PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
MISSING: dict[type, object] = {int: 999_999_999, str: "ODD17-2099-999"}
# What stands for itself on both sides: words of lists, of the grid, of the product.
WORDS: dict[str, str] = {
    "axis": "innovation", "axes/code": "innovation", "criteres/code": "A1", "questions/code": "A1.1", "part": "axes",
    "pillar_code": "capitaliser", "frame": "cad", "item": "relevance", "{slug}/code": "mobilite", "slug": "domaines",
    "enregistrement/slug": "projet", "{draft_id}/slug": "projet", "durees/code": "accounts", "registre/code": "comptes",
    "regions/code": "53", "mon-travail/code": "milestones_late", "grilles/reference": make.GRID, "year": "2025",
    "name": "scores", "lever": "alliances", "problems/name": "invalid", "file": "jalons.xlsx",
    "suffix": "html", "kind": "jalon", "images/kind": "agilite", "method_code": "delai_compare",
    "reponses/part": "recits", "programme/part": "recits", "grille/reference": "evaluation-programme@1.0",
    "reponses/mission": "dialogue", "missions/mission": "dialogue", "pratiques/practice": "DT1",
    "mesures/number": "7", "versions/number": "1", "version": "1", "token": "jeton", "sealed": "scelle",
}  # fmt: skip
# One of these belongs to a person, who alone has it.
PERSONAL = ("enregistrement/draft_id", "view_id", "saved_id", "feed_id", "connexions/reference", "jetons/reference")
# Two that stand side by side, neither within the other.
BESIDE = ("removed_id",)


@dataclass
class Side:
    user: User
    funder: Organisation
    invitation: Invitation
    beside: int
    """Another respondent of the same campaign."""
    door: Door
    records: dict[str, object] = field(default_factory=dict)

    def value(self, key: str) -> object:
        name = key.rpartition("/")[2]
        for known in (key, name):
            for place in (self.records, WORDS):
                if known in place:
                    return place[known]
        raise KeyError(f"{key}: tests/security/owners.py")

    def is_record(self, key: str) -> bool:
        return any(known in self.records for known in (key, key.rpartition("/")[2])) and key not in WORDS


def parameters(path: str) -> list[str]:
    """« before/name » of each, in order."""
    parts = path.split("/")
    return [f"{before}/{found[1]}" for before, part in pairwise(parts) if (found := PARAMETER.search(part))]


def filled(path: str, values: Iterator[object] | list[object]) -> str:
    given = iter(values)
    return PARAMETER.sub(lambda _: str(next(given)), path)


def missing(value: object) -> object:
    return "0" * 64 if isinstance(value, str) and len(value) == 64 else MISSING[type(value)]


def a_side(session: Session, user: User, code: str) -> Side:
    project = make.a_project(session, code=code, status="en_cours", region_code="53")
    partners = [make.a_partner(session, project, own) for own in _organisations(session)]
    a_published_campaign(session, project, partners, 2, 3, 4)
    campaign = make.a_campaign(session, project, moment="ex_post")
    respondents = [make.a_respondent(session, campaign, partner) for partner in partners]
    funder, indicator = make.an_organisation(session), make.an_indicator(session, project)
    investment, milestone = make.an_investment(session, project), make.a_milestone(session, project)
    asked = a_qualification(session, make.an_organisation(session), sent=False)
    door = a_door(session, asked.id)
    side = Side(user, funder, make.an_invitation(session, respondents[0]), respondents[1].id, door)
    side.records |= {
        **dict.fromkeys(("projets/code", "projects/code"), code),
        "door_id": door.id,
        "campaign_id": campaign.id,
        "respondent_id": respondents[0].id,
        "organisation_id": partners[0].organisation_id,
        "partner_id": partners[0].id,
        "milestone_id": milestone.id,
        "{kind}/number": milestone.id,
        "indicator_id": indicator.id,
        "measurement_id": make.a_measurement(session, indicator, 3).id,
        "investment_id": investment.id,
        "allocation_id": make.an_allocation(session, investment, funder, "100").id,
        "instalment_id": make.an_instalment(session, investment).id,
        "cofinancing_id": make.a_cofinancing(session, project, funder, amount_eur=10).id,
        "deliverable_id": a_deliverable(session, project).id,
        "document_id": a_document(session, project).id,
        "value_id": a_value(session, project).id,
        "time_id": a_time(session, project).id,
        "kept_id": partners[1].organisation_id,
        "removed_id": partners[2].organisation_id,
    }
    side.records |= (
        _of_programs(side)
        | _of_the_person(session, user)
        | _of_the_fund(session, make.an_organisation(session))
        | of_the_roadmap(session)
        | of_a_gazette(session)
        | of_a_programme_review(session)
    )
    return side


def _organisations(session: Session) -> list[Organisation]:
    return [make.an_organisation(session, profile_code=profile) for profile in PROFILES]


def _of_programs(side: Side) -> dict[str, object]:
    """The API calls each by its number."""
    names = {
        "organisation": "organisations", "partner": "partners", "milestone": "milestones", "indicator": "indicators",
        "measurement": "measurements", "investment": "investments", "allocation": "allocations",
        "instalment": "instalments", "cofinancing": "cofinancings", "document": "documents", "campaign": "campaigns",
    }  # fmt: skip
    found = {f"{plural}/number": side.records[f"{name}_id"] for name, plural in names.items()}
    return found | {"results/number": side.records["campaign_id"]}


def _of_the_person(session: Session, user: User) -> dict[str, object]:
    choice = ReportChoice(clock.today()).as_json()
    open_session(session, user=user, now=clock.now())
    create_token(session, user=user, name="Essai", now=clock.now(), scopes=["projects:read"])
    kept = {"kind": "classeur", "suffix": "xlsx", "choice": choice}
    own = {"name": "Export", "message": "", "owner_id": user.id, "is_shared": False}
    return {
        "user_id": user.id,
        "connexions/reference": sessions_of(session, user.id, clock.now())[0].token_sha256.hex(),
        "jetons/reference": tokens_of(session, user.id)[0].token_sha256.hex(),
        "feed_id": make.keep(
            session, CalendarFeed(user_id=user.id, token_sha256=b"%d" % user.id, label="Agenda", created_at=clock.now())
        ).id,
        "enregistrement/draft_id": make.keep(session, RegistrationDraft(owner_id=user.id, title="", steps={})).id,
        "view_id": make.keep(session, SavedView(owner_id=user.id, name="Vue", query="region=53")).id,
        "saved_id": make.keep(session, SavedExport(**own, **kept)).id,
        "issued_id": make.keep(session, IssuedFile(author=user.name, asked_by_id=user.id, **kept)).id,
    }


def _of_the_fund(session: Session, kept: Organisation) -> dict[str, object]:
    now = clock.now()
    bulk = {"act": "phase", "value": {"value": "emergence"}, "projects": 1, "journal_mark": 0, "applied_at": now}
    batch = {"file_name": "jalons.xlsx", "kind": "jalons", "status": "unreadable", "refusal": "Vide."}
    return {
        "bulk_id": make.keep(session, BulkEdit(**bulk)).id,
        "batch_id": make.keep(session, ImportBatch(**batch)).id,
        "merge_id": merge(session, kept=kept, removed=make.an_organisation(session), user=None, now=now).id,
        "qualification_id": a_qualification(session, kept, sent=False).id,
        "brouillons/draft_id": (session.query(GridDraft).first() or a_draft(session)).id,
    }
