"""The portfolio's shares: answers counted, on what was published, and references beside them as context."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.benchmarks.shares import Counted, read_shares, strong_shares
from app.models import AxisShare, Project, Result
from evaluation import Moment
from tests.app.results.published import GRID, a_project_with_partners, a_published_campaign
from tests.support.client import Client

NOW = Moment.IN_ITINERE
EVERYTHING = select(Project.id)
LABELS = {axis.code: axis.label for axis in GRID.axes}


def questions(axis: str) -> int:
    return len(GRID.axis(axis).questions)


def published(session: Session, *levels: int | str | None, times: int = 1) -> Project:
    project, partners = a_project_with_partners(session)
    for month in range(1, times + 1):
        a_published_campaign(session, project, partners, *levels, held_on=date(2025, month, 1))
    return project


def shares(session: Session) -> dict[str, Counted]:
    return strong_shares(session, NOW, EVERYTHING)


def test_a_share_is_answers_at_the_two_highest_levels_over_those_with_a_level(session: Session) -> None:
    published(session, 4, 3, 2)
    n = questions("innovation")
    assert shares(session)["innovation"] == Counted(projects=1, valued=3 * n, strong=2 * n, expected=3 * n)


def test_silence_lowers_coverage_and_never_the_share(session: Session) -> None:
    published(session, 4, 3, None)
    n = questions("confiance")
    counted = shares(session)["confiance"]
    assert counted == Counted(projects=1, valued=2 * n, strong=2 * n, expected=3 * n)
    assert counted.coverage == pytest.approx(2 / 3)


def test_answers_of_several_projects_are_added_not_averaged(session: Session) -> None:
    published(session, 4, 4, 4)
    published(session, 1, 1, None)
    n = questions("performance")
    assert shares(session)["performance"] == Counted(projects=2, valued=5 * n, strong=3 * n, expected=6 * n)


def test_only_the_latest_campaign_of_a_project_counts(session: Session) -> None:
    published(session, 4, 4, 4, times=2)
    assert shares(session)["relation"].projects == 1
    assert shares(session)["relation"].valued == 3 * questions("relation")


def test_another_moment_and_another_choice_say_nothing(session: Session) -> None:
    published(session, 4, 4, 4)
    assert strong_shares(session, Moment.EX_POST, EVERYTHING) == {}
    assert strong_shares(session, NOW, select(Project.id).where(Project.id < 0)) == {}


def test_the_counts_are_those_of_the_published_result(session: Session) -> None:
    published(session, 4, 3, 1)
    result = session.scalars(select(Result)).one()
    for reading in result.scores["readings"]:
        for code, axis in reading["axes"].items():
            kept = session.get_one(AxisShare, (result.id, reading["reading"], code))
            cells = axis["cells"]
            assert (kept.valued, kept.expected) == (cells["valued"], cells["total"] - cells["not_applicable"])
            assert kept.strong / kept.valued == pytest.approx(axis["strong_share"])


def test_filling_again_changes_nothing(session: Session) -> None:
    published(session, 4, 3, 1)
    before = session.execute(select(AxisShare.axis, AxisShare.strong).order_by(AxisShare.axis)).all()
    session.execute(text("DELETE FROM axis_share"))
    for _ in range(2):
        session.execute(text("SELECT axis_share_fill()"))
    assert session.execute(select(AxisShare.axis, AxisShare.strong).order_by(AxisShare.axis)).all() == before


def test_too_few_projects_say_no_share(session: Session) -> None:
    for _ in range(2):
        published(session, 4, 4, 2)
    told = read_shares(session, NOW, EVERYTHING, LABELS, few=3)
    assert {line.share for line in told.lines} == {None}
    published(session, 4, 4, 2)
    told = read_shares(session, NOW, EVERYTHING, LABELS, few=3)
    assert [line.share for line in told.lines] == [pytest.approx(2 / 3)] * len(LABELS)


def test_references_stand_beside_their_axis_only(session: Session) -> None:
    told = read_shares(session, NOW, EVERYTHING, LABELS, few=3)
    beside = {line.code: [str(own.figure.percent) for own in line.beside] for line in told.lines}
    assert beside == {
        "resultats": [], "relation": [], "innovation": ["55"], "performance": ["53", "51", "42"],
        "confiance": ["56", "54"],
    }  # fmt: skip


def test_the_dashboard_shows_them_as_context_and_never_as_a_target(client: Client, session: Session) -> None:
    for _ in range(3):
        published(session, 4, 4, 2)
    client.sign_in("lecteur")
    page = client.get("/tableau-de-bord?moment=in_itinere").text.replace("\u00a0", " ")
    block = page[page.index('id="parts"') : page.index("</section>", page.index('id="parts"'))]
    assert "67 %" in block
    assert "Effets sur les territoires : 56 %" in block
    assert "ne mesurent pas la même chose" in block
    assert "pas une cible" in block
    assert not any(word in block for word in ("↑", "↓", "badge", "écart", "axis-"))


def test_the_page_of_a_score_says_them_under_its_share(client: Client, session: Session) -> None:
    project = published(session, 4, 4, 2)
    client.sign_in("lecteur")
    results = client.get(f"/projets/{project.code}/resultats").text
    campaign = results.split(f"/projets/{project.code}/resultats/")[1].split("/")[0]
    page = client.get(f"/projets/{project.code}/resultats/{campaign}/innovation").text.replace("\u00a0", " ")
    assert "« Innovation territoriale » 55 % (Français, grand public, septembre 2022)" in page
    assert "Innovation territoriale" not in client.get(f"/projets/{project.code}/resultats/{campaign}/relation").text


def test_a_region_says_them_once_it_has_enough_projects(client: Client, session: Session) -> None:
    for count in (2, 1):
        for _ in range(count):
            published(session, 4, 4, 2).region_code = "53"
        session.commit()
        client.sign_in("lecteur")
        page = client.get("/regions/53?moment=in_itinere").text.replace("\u00a0", " ")
        assert ('id="parts"' in page) is (count == 1)
    assert "67 %" in page
    assert 'href="/projets?region=53&amp;evaluation=in_itinere"' in page
