"""A portfolio of two versions of the grid in one workbook: each score in its own words, nothing mixed unsaid."""

from sqlalchemy.orm import Session

from tests.app.exchanges.test_portfolio_workbook import lines, workbook
from tests.app.grids.drafts import a_version
from tests.app.regions.test_versions import SCORES, breton, published
from tests.evaluation.versions import axis, without
from tests.factories import GRID
from tests.support.queries import counted


def two_versions(session: Session) -> str:
    grid = a_version(session, "1.1", without("C1.2"), axis("relation", label="Alliance"))
    published(session, breton(session), GRID, SCORES)
    published(session, breton(session), grid.reference, SCORES)
    return grid.reference


def test_each_score_bears_its_version_and_its_words(session: Session) -> None:
    newer = two_versions(session)
    found = {(row["Axe"], row["Grille"]) for row in lines(workbook(session), "Scores")}
    assert found == {
        ("Impact innovation", GRID),
        ("Relation partenariale", GRID),
        ("Impact innovation", newer),
        ("Alliance", newer),
    }


def test_the_regions_count_only_what_compares_and_how_many_are_left_out(session: Session) -> None:
    newer = two_versions(session)
    rows = [
        row
        for row in lines(workbook(session), "Régions")
        if (row["Code région"], row["Moment"]) == ("53", "in itinere")
    ]
    counted_rows = {row["Axe"]: (row["Projets évalués"], row["Laissés de côté"], row["Grille"]) for row in rows}
    assert counted_rows["Impact innovation"] == (1, 1, newer)
    assert counted_rows["Alliance"] == (2, 0, newer)


def test_the_first_sheet_lists_the_versions_and_what_was_left_out(session: Session) -> None:
    newer = two_versions(session)
    facts = [(row[0], row[1]) for row in workbook(session)["Lisez-moi"].iter_rows(values_only=True)]
    assert ("Grilles", f"{GRID}, {newer}") in facts
    left_out = dict(facts)["Régions, in itinere, laissés de côté"]
    assert left_out.startswith("1\u00a0projet évalué avec la version 1.0, axe Impact innovation non comparable")


def test_one_version_says_one_grid(session: Session) -> None:
    published(session, breton(session), GRID, SCORES)
    facts = {row[0]: row[1] for row in workbook(session)["Lisez-moi"].iter_rows(values_only=True)}
    assert facts["Grille"] == GRID
    assert not [name for name in facts if str(name).startswith("Régions, ")]


def test_as_many_queries_whatever_the_number_of_projects_of_two_versions(session: Session) -> None:
    newer = two_versions(session)
    workbook(session)
    sent = []
    for count in (1, 20):
        for _ in range(count):
            published(session, breton(session), GRID, SCORES)
            published(session, breton(session), newer, SCORES)
        with counted(session.connection()) as statements:
            workbook(session)
        sent.append(len(statements))
    assert sent[0] == sent[1]
