"""The report of the demonstration: the same figures as the list and the regions, in an order that ranks nothing."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.gathering import gather
from app.exchanges.printing.pdf import to_pdf
from app.exchanges.printing.regional import most_evaluated, scores_at, scores_by_moment
from app.exchanges.printing.regional_sheet import regional_sheet
from app.exchanges.printing.report import funder_report
from app.exchanges.printing.totals import totals_of
from app.exchanges.reports.choice import ReportChoice
from app.models import Project
from app.projects.filters import PortfolioFilter, matching_projects
from app.projects.portfolio import read_totals
from app.regions.queries import regional_scores
from evaluation import Moment
from tests.app.exchanges.printing.pdf import catalog_of, read, structure_of, text_of
from tests.support.demonstration import DAY as TODAY

EVERYTHING = select(Project.id)
CHOICES = [
    {},
    {"region": "32"},
    {"region": "interregional"},
    {"statut": "en_cours"},
    {"suivi": "retard"},
    {"q": "aidants"},
]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture(scope="module")
def demo(demo_engine: Engine) -> Iterator[Session]:
    with Session(demo_engine) as session:
        yield session


def test_its_totals_are_those_of_the_list(demo: Session) -> None:
    for given in CHOICES:
        chosen = PortfolioFilter(**given)
        found = gather(demo, matching_projects(chosen, TODAY), limit_of(TODAY))
        own, screen = totals_of(found, TODAY), read_totals(demo, chosen, TODAY)
        assert (own.projects, own.invested, own.paid, own.due, own.late) == (
            screen.projects, screen.committed, screen.paid, screen.due, screen.late,
        )  # fmt: skip


def test_its_regions_are_those_of_their_pages(demo: Session) -> None:
    found = gather(demo, EVERYTHING, limit_of(TODAY))
    for moment in Moment:
        own, screen = scores_at(demo, found, moment, EVERYTHING, limit_of(TODAY)), regional_scores(demo, moment)
        assert own.grid.reference == screen.grid.reference
        assert own.projects == screen.projects
        assert own.left_out == screen.left_out


def test_what_is_observed_speaks_before_what_is_expected(demo: Session) -> None:
    found = gather(demo, EVERYTHING, limit_of(TODAY))
    spoken = scores_by_moment(demo, found, EVERYTHING, limit_of(TODAY))
    moment = most_evaluated(spoken)
    assert moment is Moment.IN_ITINERE
    assert sum(bool(project.scores) for project in spoken[moment].projects) >= 10


def test_projects_come_by_region_then_by_code(demo: Session) -> None:
    found = [facts.project for facts in gather(demo, EVERYTHING, limit_of(TODAY))]
    regions = list(dict.fromkeys(own.region for own in found))
    assert regions[0] == "Auvergne-Rhône-Alpes"
    assert regions[-1] == "Interrégional ou national"
    assert regions.index("Île-de-France") == regions.index("Hauts-de-France") + 1
    for region in regions:
        codes = [own.code for own in found if own.region == region]
        assert codes == sorted(codes)


def test_each_project_has_its_page_and_its_line(demo: Session) -> None:
    html = funder_report(demo, ReportChoice(as_of=TODAY, projects=PortfolioFilter(region="32")), "Claire Martin").html
    codes = demo.scalars(select(Project.code).where(Project.region_code == "32")).all()
    assert len(codes) == 5
    for code in codes:
        assert f'href="#{code}"' in html
        assert f'id="{code}"' in html
    assert html.count('class="leaf"') == 4 + 5


def test_progress_counts_projects_then_the_file(demo: Session) -> None:
    seen: list[tuple[int, int]] = []
    choice = ReportChoice(as_of=TODAY, projects=PortfolioFilter(region="32"))
    printed = funder_report(demo, choice, "Claire Martin", lambda done, total: seen.append((done, total)))
    assert seen == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert printed.projects == 5


def test_the_largest_region_of_the_demonstration_holds_in_two_tagged_pages(demo: Session) -> None:
    counted = select(Project.region_code).where(Project.region_code.is_not(None)).group_by(Project.region_code)
    code = demo.scalars(counted.order_by(func.count().desc(), Project.region_code)).first()
    assert code
    reader = read(to_pdf(regional_sheet(demo, ReportChoice(as_of=TODAY), code, "Claire Martin", alone=True)))
    assert len(reader.pages) == 2
    catalog = catalog_of(reader)
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/Lang"]) == (True, "fr")
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.endswith(", fiche régionale – Fonds ODD 17")
    kinds = {node["/S"] for node in structure_of(reader) if "/S" in node}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= kinds
    text = text_of(reader)
    for told in ("Ses projets", "Ce qui manque", "Le chemin de ses projets", "Ses partenaires", "page 2 sur 2"):
        assert told in text
