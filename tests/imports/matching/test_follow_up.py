"""The follow-up workbook asks about organisations as every sheet does."""

from imports.matching.matcher import Matcher
from imports.matching.memory import Memory
from imports.projects import Existing, ExistingOrganisation, Plan, State, gather, plan
from imports.records.entity import Records
from imports.records.planned import Question
from imports.workbook import read_workbook
from tests.imports.support import FOLLOW_UP, book, project_line

KNOWN = ExistingOrganisation(7, "L’Association du Tregor", "association", commune_id="commune-22113")
FOUNDATION = ExistingOrganisation(8, "Fondation du Trégor", "fondation")
EXISTING = Existing((), (KNOWN, FOUNDATION))


def asked(existing: Existing = EXISTING, **decided: int | str) -> tuple[Plan, list[Question]]:
    records = Records()
    records.organisations = Matcher(records, Memory(decided={key.replace("_", " "): v for key, v in decided.items()}))
    done = plan(
        gather(book([project_line(**{"Autres partenaires": "Fondation du Trégor; Asso du Trégors"})])),
        existing,
        records=records,
    )
    return done, records.organisations.questions


def test_a_carrier_and_a_partner_with_a_close_name_are_asked_about() -> None:
    done, questions = asked()
    assert [(each.name, each.state) for each in done.organisations] == [
        ("Association du Trégor", State.NEW),
        ("Fondation du Trégor", State.SAME),
        ("Asso du Trégors", State.NEW),
    ]
    assert [(each.name, each.cell, each.count) for each in questions] == [
        ("Association du Trégor", "E2", 2),
        ("Asso du Trégors", "G2", 1),
    ]
    assert [each.organisation_id for each in questions[0].candidates] == [7]


def test_the_answer_is_followed_for_every_place_of_the_name() -> None:
    done, questions = asked(association_du_tregor=7, asso_du_tregors=7)
    assert questions == []
    assert [(each.existing_id, each.state) for each in done.organisations] == [(7, State.SAME), (8, State.SAME)]
    (project,) = done.projects
    assert [each.organisation_key for each in project.partners] == ["association du tregor", "fondation du tregor"]


def test_a_name_said_to_be_another_of_the_file_joins_it() -> None:
    done, _ = asked(Existing(), asso_du_tregors="association du tregor")
    assert [each.name for each in done.organisations] == ["Association du Trégor", "Fondation du Trégor"]


def test_an_answer_that_it_is_a_new_one_is_followed_too() -> None:
    done, questions = asked(association_du_tregor=0, asso_du_tregors=0)
    assert questions == []
    assert [each.existing_id for each in done.organisations] == [None, 8, None]


def test_the_fictitious_workbook_asks_nothing_of_an_empty_portfolio() -> None:
    records = Records()
    done = plan(gather(read_workbook(FOLLOW_UP.read_bytes())), Existing(), records=records)
    assert (done.count(State.NEW), records.organisations.questions) == (33, [])
