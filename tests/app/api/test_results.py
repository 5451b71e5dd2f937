"""Published results and regions, read by program."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation, Project
from app.regions.queries import scored_projects
from evaluation import aggregate, load_grid
from evaluation.case_writer import region_values
from tests.app.api.portfolio import a_whole_project
from tests.app.regions.portfolio import MOMENT, case_projects, load_projects
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.factories import GRID
from tests.support.api import bearer, read, refused
from tests.support.client import Client
from tests.support.queries import counted


def test_scores_come_as_they_were_frozen(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    campaign, result = a_published_campaign(session, project, partners, 2, 3, 3)
    (found,) = read(client, f"/projects/{project.code}/results", bearer(session))["campaigns"]
    assert (found["campaign"], found["sequence"], found["grid"]) == (campaign.id, 1, GRID)
    assert found["inputs_sha256"] == result.inputs_sha256
    (kept,), (told,) = result.scores["readings"], found["readings"]
    assert told["indices"] == kept["indices"]
    for axis in told["axes"]:
        frozen = kept["axes"][axis["axis"]]
        assert [axis[name] for name in FACTS] == [frozen[name] for name in FACTS]
        assert axis["range"] == frozen["dispersion"]["range"]
        assert axis["deviation"] is None


def test_names_are_never_said_whoever_reads(client: Client, session: Session) -> None:
    project = a_whole_project(session)
    answer = client.get(f"/api/v1/projects/{project.code}/results", headers=bearer(session, "admin"))
    names = session.scalars(select(Organisation.name)).all()
    assert len(names) > 2
    assert [name for name in names if name in answer.text] == []


def test_a_profile_is_said_from_three_respondents(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session, *["association"] * 3, *["collectivite"] * 4)
    a_published_campaign(session, project, partners, 1, 2, 3, 4, 4, 4, 4)
    (axis, *_) = results_of(client, session, project)
    assert axis["profile_views"] == [
        {"profile": "association", "respondents": 3, "score": 50.0},
        {"profile": "collectivite", "respondents": 4, "score": 100.0},
    ]
    assert (axis["range"], axis["profile_gap"], axis["deviation"]) == (75.0, 50.0, pytest.approx(28.121, abs=0.001))


def test_a_profile_met_once_hides_with_another(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session, *["association"] * 3, "collectivite")
    a_published_campaign(session, project, partners, 1, 2, 3, 4)
    (axis, *_) = results_of(client, session, project)
    assert (axis["score"], axis["profile_views"], axis["profile_gap"]) == (75.0, [], None)


def test_the_answers_of_one_partner_are_no_score_for_a_program(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session, "association", "association", "collectivite")
    a_published_campaign(session, project, partners, 4, 2, None)
    (found,) = read(client, f"/projects/{project.code}/results", bearer(session))["campaigns"]
    (reading,) = found["readings"]
    assert {axis["status"] for axis in reading["axes"]} == {"provisional"}
    assert {axis["score"] for axis in reading["axes"]} == {None}
    assert set(reading["approaches"].values()) == {None}


def results_of(client: Client, session: Session, project: Project) -> list[Any]:
    (found,) = read(client, f"/projects/{project.code}/results", bearer(session))["campaigns"]
    axes: list[Any] = found["readings"][0]["axes"]
    return axes


def test_an_axis_without_a_score_tells_nothing_of_its_answers(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 4, None, None)
    (found,) = read(client, f"/projects/{project.code}/results", bearer(session))["campaigns"]
    for axis in found["readings"][0]["axes"]:
        told = (axis["status"], axis["score"], axis["range"], axis["profile_views"])
        assert told == ("insufficient", None, None, [])


def test_regions_are_those_of_the_method_with_all_their_digits(client: Client, session: Session) -> None:
    load_projects(session, case_projects())
    regions, national = aggregate(load_grid(GRID), scored_projects(session, MOMENT))
    expected = {str(region.region): region_values(region) for region in regions}
    found = read(client, f"/regions?moment={MOMENT}", bearer(session))
    told = {one["code"]: {"funded": one["funded"], "axes": one["axes"]} for one in found["regions"]}
    assert {code: told[code] for code in expected} == expected
    assert all(told[code]["funded"] == 0 for code in told.keys() - expected.keys())
    assert (len(told), found["national"]) == (19, region_values(national))


def test_an_unknown_moment_or_parameter_is_refused(client: Client, session: Session) -> None:
    headers = bearer(session)
    for query in ("moment=hier", "axe=innovation"):
        assert refused(client.get(f"/api/v1/regions?{query}", headers=headers)) == (422, "invalid")


def test_the_same_number_of_queries_for_one_campaign_as_for_six(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    assert sent(client, session, project, partners, 1) == sent(client, session, project, partners, 5)


def sent(client: Client, session: Session, project: Project, partners: list[Any], more: int) -> list[int]:
    for _ in range(more):
        a_published_campaign(session, project, partners, 2, 3, 4)
    headers, found = bearer(session), []
    for address in (f"/projects/{project.code}/results", "/regions"):
        read(client, address, headers)
        with counted(session.connection()) as statements:
            read(client, address, headers)
        found.append(len(statements))
    return found


FACTS = ("score", "status", "confidence", "maturity", "coverage", "respondents", "profiles")
