"""Organisations, milestones, campaigns, results and regions: read as the pages show them, written by their rules."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Campaign, Milestone, Organisation, Respondent, Role
from app.partners.merging import merge
from tests import factories as make
from tests.app.api.portfolio import TODAY, a_whole_project
from tests.app.api.writing import Writer
from tests.support.api import bearer, faults_of, refused
from tests.support.client import Client
from tests.support.queries import counted

SIREN = "732829320"


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_organisations_come_page_after_page_by_name(manager: Writer, session: Session) -> None:
    for name in ("Étoile", "Zèbre", "abeille", "Lin", "Éclair"):
        make.an_organisation(session, name=name)
    make.an_organisation(session, name="Lin-Nord", profile_code="collectivite")
    session.commit()
    names = [one["name"] for one in manager.pages("/organisations?limit=2", "organisations")]
    assert names == ["abeille", "Éclair", "Étoile", "Lin", "Lin-Nord", "Zèbre"]
    kept = manager.get("/organisations?q=lin&profil=collectivite").json()
    assert ([one["name"] for one in kept["organisations"]], kept["total"], kept["next"]) == (["Lin-Nord"], 1, None)


def test_an_organisation_is_created_with_its_commune_and_corrected(manager: Writer, session: Session) -> None:
    given = {"name": "Les Lins", "profile": "association", "siren": SIREN, "commune": "35236"}
    made = manager.post("/organisations", given)
    assert made.status_code == 201, made.text
    assert made.json()["commune"] == {"code": "35236", "label": "Redon"}
    address = made.headers["Location"]
    renamed = manager.patch(address, {"name": "Les Grands Lins"}, made.headers["ETag"])
    assert (renamed.json()["name"], renamed.json()["commune"]["code"]) == ("Les Grands Lins", "35236")
    changed = manager.patch(address, {"website": "https://lins.example", "commune": None}, renamed.headers["ETag"])
    assert (changed.json()["siren"], changed.json()["commune"]) == (SIREN, None)
    emptied = manager.patch(address, {"name": ""}, changed.headers["ETag"])
    assert list(faults_of(emptied)) == ["/name"]
    row = session.scalars(select(Organisation)).one()
    assert (row.website, row.siren) == ("https://lins.example", SIREN)
    assert row.updated_by_id is not None


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"siren": "732829321"}, "/siren"),
        ({"siren": SIREN}, "/siren"),
        ({"siret": "12345678901234"}, "/siret"),
        ({"profile": "absent"}, "/profile"),
        ({"commune": "99999"}, "/commune"),
        ({"website": "javascript:alert(1)"}, "/website"),
        ({"contact": "Inès"}, "/contact"),
    ],
)
def test_an_organisation_is_refused_as_on_its_page(
    manager: Writer, session: Session, given: dict[str, Any], pointer: str
) -> None:
    make.an_organisation(session, siren=SIREN)
    session.commit()
    answer = manager.post("/organisations", {"name": "Les Lins", "profile": "association"} | given)
    assert list(faults_of(answer)) == [pointer]


def test_an_organisation_merged_into_another_says_which(manager: Writer, session: Session) -> None:
    kept, gone = make.an_organisation(session), make.an_organisation(session)
    user = make.a_user(session)
    number = gone.id
    merge(session, kept=kept, removed=gone, user=user, now=clock.now())
    session.commit()
    answer = manager.client.get(f"/api/v1/organisations/{number}", headers=manager.headers)
    assert refused(answer) == (404, "not-found")
    assert f"/api/v1/organisations/{kept.id}" in answer.json()["detail"]


def test_milestones_of_the_portfolio_are_those_of_the_pages(manager: Writer, session: Session) -> None:
    here, there = make.a_project(session, region_code="53"), make.a_project(session, region_code="32")
    late = make.a_milestone(session, here, due_on=date(2026, 1, 1))
    done = make.a_milestone(session, here, due_on=date(2026, 1, 2), done_on=date(2026, 1, 2))
    later = make.a_milestone(session, there, due_on=date(2027, 1, 1))
    session.commit()

    def numbers(query: str) -> list[int]:
        return [one["id"] for one in manager.pages(f"/milestones?limit=1{query}", "milestones")]

    assert numbers("") == [late.id, done.id, later.id]
    assert numbers("&etat=retard") == [late.id]
    assert numbers("&etat=fait") == [done.id]
    assert numbers("&etat=a_faire") == [late.id, later.id]
    assert numbers("&region=32") == [later.id]
    states = [one["state"] for one in manager.get(f"/projects/{here.code}/milestones").json()["milestones"]]
    assert states == ["late", "done"]


def test_a_milestone_is_added_then_done_by_the_rules_of_its_page(manager: Writer, session: Session) -> None:
    project, other = make.a_project(session), make.a_project(session)
    partner, stranger = make.a_partner(session, project), make.a_partner(session, other)
    session.commit()
    address = f"/projects/{project.code}/milestones"
    given = {"kind": "bilan", "title": "Bilan", "due_on": "2026-12-31"}
    assert list(faults_of(manager.post(address, given | {"partner": stranger.id}))) == ["/partner"]
    assert list(faults_of(manager.post(address, given | {"kind": "absent"}))) == ["/kind"]
    assert list(faults_of(manager.post(address, {}))) == ["/kind", "/title", "/due_on"]
    made = manager.post(address, given | {"partner": partner.id})
    assert made.status_code == 201, made.text
    done = manager.patch(made.headers["Location"], {"done_on": "2026-12-30"}, made.headers["ETag"])
    assert (done.json()["state"], done.json()["partner"]["id"]) == ("done", partner.id)
    assert list(faults_of(manager.patch(made.headers["Location"], {"due_on": None}, done.headers["ETag"]))) == [
        "/due_on"
    ]


def test_a_milestone_paid_for_stays_done(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    milestone = make.a_milestone(session, project, done_on=date(2026, 1, 1))
    make.a_paid_instalment(session, make.an_investment(session, project), milestone_id=milestone.id)
    session.commit()
    address = f"/milestones/{milestone.id}"
    answer = manager.patch(address, {"done_on": None}, manager.etag(address))
    assert "versée" in faults_of(answer)["/done_on"]
    assert session.scalar(select(Milestone.done_on)) == date(2026, 1, 1)


def test_campaigns_are_listed_newest_first_and_never_say_who_answered(manager: Writer, session: Session) -> None:
    project = make.a_project(session, region_code="53")
    partner = make.a_partner(session, project, make.an_organisation(session, name="Les Lins"))
    held = [date(2025, 1, 1), date(2026, 1, 1), date(2026, 1, 1)]
    campaigns = [make.a_campaign(session, project, held_on=day) for day in held]
    make.submitted(session, make.a_respondent(session, campaigns[0], partner))
    make.a_campaign(session, make.a_project(session), "ex_ante", status="preparation")
    session.commit()
    kept = list(manager.pages(f"/campaigns?limit=1&projet={project.code}", "campaigns"))
    assert [one["id"] for one in kept] == [campaigns[2].id, campaigns[1].id, campaigns[0].id]
    assert (kept[-1]["invited"], kept[-1]["answered"], kept[-1]["region"]) == (1, 1, "Bretagne")
    assert [one["moment"] for one in manager.pages("/campaigns?statut=preparation", "campaigns")] == ["ex_ante"]
    for address in ("/campaigns", f"/campaigns/{campaigns[0].id}"):
        assert "Les Lins" not in manager.get(address).text


def test_a_campaign_is_prepared_with_the_partners_said_and_its_dates_change(client: Client, session: Session) -> None:
    program = Writer(client, bearer(session, Role.EVALUATEUR))
    project = make.a_project(session)
    partner, gone = make.a_partner(session, project), make.a_partner(session, project, left_on=date(2026, 1, 1))
    stranger = make.a_partner(session, make.a_project(session))
    session.commit()
    address = f"/projects/{project.code}/campaigns"
    given = {"moment": "ex_post", "held_on": "2026-12-01", "partners": [partner.id]}
    for partners in ([], [stranger.id], [partner.id, 10**9], [gone.id]):
        assert list(faults_of(program.post(address, given | {"partners": partners}))) == ["/partners"]
    assert list(faults_of(program.post(address, given | {"opens_on": "2026-12-02", "closes_on": "2026-12-01"}))) == [
        "/closes_on"
    ]
    assert session.scalars(select(Campaign)).all() == []
    made = program.post(address, given)
    assert (made.status_code, made.json()["status"], made.json()["invited"]) == (201, "preparation", 1)
    changed = program.patch(made.headers["Location"], {"closes_on": "2026-12-31"}, made.headers["ETag"])
    assert (changed.json()["closes_on"], changed.json()["held_on"]) == ("2026-12-31", "2026-12-01")
    opened = program.post(address, given | {"status": "ouverte"})
    assert opened.json()["status"] == "ouverte"
    assert len(session.scalars(select(Respondent)).all()) == 2


def test_the_dates_of_a_closed_campaign_do_not_change(manager: Writer, session: Session) -> None:
    campaign = make.a_campaign(session, make.a_project(session), status="close")
    session.commit()
    address = f"/campaigns/{campaign.id}"
    answer = manager.patch(address, {"held_on": "2026-12-01"}, manager.etag(address))
    assert (refused(answer), "close" in answer.json()["detail"]) == ((422, "invalid"), True)


def test_results_come_campaign_by_campaign_as_in_their_project(manager: Writer, session: Session) -> None:
    projects = [a_whole_project(session), a_whole_project(session, "32", "Un verger")]
    found = list(manager.pages("/results?limit=1", "results"))
    by_project = {project.code: manager.get(f"/projects/{project.code}/results").json() for project in projects}
    assert [one for one in found if one["project"] == projects[0].code] == by_project[projects[0].code]["campaigns"]
    assert len(found) == 2
    assert list(manager.pages("/results?region=32", "results")) == by_project[projects[1].code]["campaigns"]
    assert manager.get(f"/results/{found[0]['campaign']}").json() == found[0]
    empty = make.a_campaign(session, projects[0])
    session.commit()
    answer = manager.client.get(f"/api/v1/results/{empty.id}", headers=manager.headers)
    assert refused(answer) == (404, "not-found")


def test_a_region_is_that_of_the_list(manager: Writer, session: Session) -> None:
    a_whole_project(session)
    a_whole_project(session, None, "Un réseau national")
    every = manager.get("/regions").json()
    for code in ("53", "32", "interregional"):
        one = manager.get(f"/regions/{code}").json()
        assert one["region"] == next(region for region in every["regions"] if region["code"] == code)
        assert (one["grid"], one["moment"]) == (every["grid"], every["moment"])
    assert refused(manager.client.get("/api/v1/regions/00", headers=manager.headers)) == (404, "not-found")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/organisations?after=0", "after"),
        ("/organisations?after=x", "after"),
        ("/milestones?after=x", "after"),
        ("/milestones?etat=tout", "etat"),
        ("/milestones?region=Atlantide", "region"),
        ("/campaigns?after=2026-01-01", "after"),
        ("/campaigns?after=2026-13-01_4", "after"),
        ("/campaigns?moment=hier", "moment"),
        ("/results?after=x", "after"),
        ("/results?limit=0", "limit"),
        ("/regions/53?moment=hier", "moment"),
    ],
)
def test_a_mistyped_parameter_is_named(manager: Writer, address: str, name: str) -> None:
    answer = manager.client.get(f"/api/v1{address}", headers=manager.headers)
    assert list(faults_of(answer)) == [name]


def test_indicators_come_with_their_measures_and_their_rate(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    indicator = make.an_indicator(session, project, baseline=0, target=400, unit="foyers")
    make.a_measurement(session, indicator, 100)
    session.commit()
    (told,) = manager.get(f"/projects/{project.code}/indicators").json()["indicators"]
    assert (told["rate"], told["target"], [one["value"] for one in told["measurements"]]) == (0.25, 400, [100])


def test_the_same_number_of_queries_however_many_rows(manager: Writer, session: Session) -> None:
    project = a_whole_project(session)
    assert _sent(manager, session, project) == _sent(manager, session, project, 12)


def _sent(manager: Writer, session: Session, project: Any, more: int = 0) -> dict[str, int]:
    for _ in range(more):
        own = make.an_organisation(session)
        partner = make.a_partner(session, project, own)
        make.a_milestone(session, project, partner_id=partner.id)
        make.a_respondent(session, make.a_campaign(session, project), partner)
        make.a_measurement(session, make.an_indicator(session, project), 3)
        make.a_partner(session, make.a_project(session, region_code="53"), own)
    session.commit()
    organisation = session.scalars(select(Organisation.id).order_by(Organisation.id)).first()
    milestone = session.scalars(select(Milestone.id).order_by(Milestone.id)).first()
    campaign = session.scalars(select(Campaign.id).order_by(Campaign.id)).first()
    addresses = (
        "/organisations",
        f"/organisations/{organisation}",
        "/milestones",
        f"/milestones/{milestone}",
        f"/projects/{project.code}/milestones",
        f"/projects/{project.code}/indicators",
        "/campaigns",
        f"/campaigns/{campaign}",
        "/results",
    )
    return {address: _counted(session, lambda address=address: manager.get(address)) for address in addresses}


def _counted(session: Session, act: Callable[[], Any]) -> int:
    act()
    with counted(session.connection()) as statements:
        act()
    return len(statements)
