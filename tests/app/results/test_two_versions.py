"""The evolution of a project between two versions of the grid: only what is the same question is compared."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Result, Role
from tests.app.grids.drafts import a_version
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.evaluation.builders import GRID as BASE
from tests.evaluation.versions import Edit, part, question
from tests.support.client import Client
from tests.support.html import text_of

EX_ANTE = date(2024, 1, 20)


def project_across_versions(session: Session, *edits: Edit) -> str:
    """Expected at level 1 with version 1.0, observed at level 3 with version 1.1."""
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 1, 1, moment="ex_ante", held_on=EX_ANTE)
    newer = a_version(session, "1.1", *edits, published_on=BASE.published_on)
    _, result = a_published_campaign(session, project, partners, 3, 3, 3)
    assert (result.grid_reference, session.query(Result).count()) == (newer.reference, 2)
    return f"/projets/{project.code}/resultats"


def rows(client: Client, address: str) -> dict[str, str]:
    client.sign_in(Role.LECTEUR)
    client.get(address)
    assert client.page is not None
    found = [[" ".join(text_of(cell).split()) for cell in row] for row in client.page.iter("tr")]
    return {cells[0]: cells[-1] for cells in found if len(cells) == 3}


def test_a_reworded_question_that_means_the_same_is_compared(client: Client, session: Session) -> None:
    reworded = question("C1.1", text="Nous avons trouvé ensemble.", equivalent=True)
    found = rows(client, project_across_versions(session, reworded))
    assert found["Impact innovation"].startswith("+50,0 points")


def test_a_question_of_another_meaning_is_left_out_and_said(client: Client, session: Session) -> None:
    found = rows(client, project_across_versions(session, question("C1.1", equivalent=False)))
    assert found["Impact innovation sans C1.1"].startswith("+50,0 points")
    assert found["Relation partenariale"].startswith("+50,0 points")
    assert client.page is not None
    assert "évalué avec la version 1.0 de la grille" in text_of(client.page)


def test_another_scale_leaves_nothing_to_compare(client: Client, session: Session) -> None:
    address = project_across_versions(session, part("scale", labels=tuple("abcde")))
    rows(client, address)
    assert client.page is not None
    assert "dont la grille se compare à celle-ci" in text_of(client.page)


def test_the_same_version_says_nothing_of_versions(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 1, 1, moment="ex_ante", held_on=EX_ANTE)
    a_published_campaign(session, project, partners, 3, 3, 3)
    found = rows(client, f"/projets/{project.code}/resultats")
    assert found["Impact innovation"].startswith("+50,0 points")
    assert "avec la version" not in text_of(client.page)  # type: ignore[arg-type]
