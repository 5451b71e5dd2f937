"""A draft is edited part by part, and stays a grid that can be read at every step."""

import pytest
from sqlalchemy.orm import Session

from app.models import Role
from tests.app.grids.drafts import a_draft, address, edited, grid_in
from tests.evaluation.versions import without
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, opened_form
from tests.support.html import text_of

WORDS = "Nous avons trouvé ensemble une solution nouvelle."


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.sign_in(Role.GESTIONNAIRE)


def test_a_reworded_question_asks_whether_earlier_answers_stay_comparable(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/questions/C1.1"
    assert client.post_form(page, {"text": WORDS}, page=page).status_code == 422
    assert "Dites si les réponses d’avant restent comparables." in shown(client)
    assert WORDS in shown(client)
    assert client.post_form(page, {"text": WORDS, "equivalent": "non"}, page=page).status_code == 303
    question = grid_in(session, draft).questions["C1.1"]
    assert (question.text, question.equivalent) == (WORDS, False)


def test_saving_a_question_as_it_was_changes_nothing(client: Client, session: Session) -> None:
    draft = a_draft(session)
    before = grid_in(session, draft)
    for path in ("questions/D1.1", "criteres/D1", "axes/performance", "reglages/echelle", "reglages/seuils"):
        page = f"{address(draft)}/{path}"
        assert client.post_form(page, page=page).status_code == 303
    for part in ("approches", "identite"):
        page = f"{address(draft)}/reglages/{part}"
        assert client.post_form(page, page=page).status_code == 303
    assert grid_in(session, draft) == before


def test_the_words_of_one_profile_are_a_rewording_too(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/questions/C1.1"
    form = opened_form(client, page)
    line = next(name for name, value in form.items() if value == ["collectivite"]).removesuffix("-profile")
    assert client.post_form(page, {f"{line}-text": "La commune a innové."}, page=page).status_code == 422
    typed = {f"{line}-text": "La commune a innové.", "equivalent": "oui"}
    assert client.post_form(page, typed, page=page).status_code == 303
    question = grid_in(session, draft).questions["C1.1"]
    assert (question.text_for("collectivite"), question.equivalent) == ("La commune a innové.", True)


def test_a_question_is_weighed_in_french(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/questions/C1.1"
    assert client.post_form(page, {"weight": "1,5"}, page=page).status_code == 303
    assert grid_in(session, draft).questions["C1.1"].weight == 1.5
    assert client.post_form(page, {"weight": "0"}, page=page).status_code == 422
    assert client.post_form(page, {"approach": "charme"}, page=page).status_code == 422


def test_an_added_question_gets_a_code_no_version_ever_gave(client: Client, session: Session) -> None:
    draft = edited(session, a_draft(session), without("C1.2"))
    page = f"{address(draft)}/criteres/C1/question"
    assert client.post_form(page, {"text": WORDS, "approach": "sens"}, page=page).status_code == 303
    criterion = grid_in(session, draft).axis("innovation").criteria[0]
    assert [question.code for question in criterion.questions] == ["C1.1", "C1.3"]


def test_an_added_criterion_comes_with_its_first_question(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/axes/innovation/critere"
    typed = {"label": "Essaimage", "text": WORDS, "approach": "sens", "weight": "2"}
    assert client.post_form(page, {"label": "Essaimage"}, page=page).status_code == 422
    assert client.post_form(page, typed, page=page).status_code == 303
    added = grid_in(session, draft).axis("innovation").criteria[-1]
    assert (added.code, added.label, added.weight) == ("C4", "Essaimage", 2)
    assert [question.code for question in added.questions] == ["C4.1"]


def test_a_retired_question_leaves_and_may_come_back(client: Client, session: Session) -> None:
    draft = a_draft(session)
    own = f"{address(draft)}/questions/C1.1"
    assert client.post_form(f"{own}/retrait").status_code == 303
    assert "C1.1" not in grid_in(session, draft).questions
    client.get(address(draft))
    assert "Retirés par rapport à la version 1.0" in shown(client)
    assert client.post_form(f"{own}/retour").status_code == 303
    assert [question.code for question in grid_in(session, draft).axis("innovation").questions][:2] == ["C1.2", "C1.1"]


def test_a_retired_criterion_leaves_with_its_questions_and_comes_back_with_them(
    client: Client, session: Session
) -> None:
    draft = a_draft(session)
    own = f"{address(draft)}/criteres/C1"
    assert client.post_form(f"{own}/retrait").status_code == 303
    assert not {"C1.1", "C1.2"} & set(grid_in(session, draft).questions)
    assert client.post_form(f"{address(draft)}/questions/C1.1/retour").status_code == 422
    assert client.post_form(f"{own}/retour").status_code == 303
    assert {"C1.1", "C1.2"} <= set(grid_in(session, draft).questions)


def test_the_last_question_of_a_criterion_stays(client: Client, session: Session) -> None:
    draft = a_draft(session)
    assert client.post_form(f"{address(draft)}/questions/C2.1/retrait").status_code == 422
    assert "dernière question du critère C2" in shown(client)


def test_questions_and_criteria_move_by_buttons_and_stop_at_the_ends(client: Client, session: Session) -> None:
    draft = a_draft(session)
    own = f"{address(draft)}/questions/C1.2/place"
    for _ in range(2):
        assert client.post_form(own, {"sens": "haut"}).status_code == 303
    assert [question.code for question in grid_in(session, draft).axis("innovation").questions][:2] == ["C1.2", "C1.1"]
    assert client.post_form(f"{address(draft)}/criteres/C1/place", {"sens": "bas"}).status_code == 303
    criteria = [criterion.code for criterion in grid_in(session, draft).axis("innovation").criteria]
    assert criteria == ["C2", "C1", "C3"]


def test_thresholds_are_typed_in_per_cent_and_kept_in_order(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/reglages/seuils"
    typed = {"published_coverage": "65,5", "min_respondents_per_profile": "4", "criterion_gap_points": "25"}
    assert client.post_form(page, typed, page=page).status_code == 303
    grid = grid_in(session, draft)
    assert (grid.publication.published_coverage, grid.dialogue.criterion_gap_points) == (0.655, 25)
    assert grid.confidentiality.min_respondents_per_profile == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"provisional_coverage": "80"}, "ne demande pas plus qu’un score publié"),
        ({"published_coverage": "101"}, "Écrivez au plus 100."),
        ({"fragile_max": "1"}, "La lecture fragile vient après"),
        ({"min_respondents_per_profile": "1"}, "Écrivez au moins 2."),
        ({"question_gap_levels": "9"}, "l’échelle n’a que 5 niveaux"),
        ({"high_confidence_evidence": "3"}, "c’est la preuve la plus forte"),
        ({"min_respondents": ""}, "Renseignez ce champ."),
    ],
)
def test_a_threshold_that_cannot_be_says_why(
    client: Client, session: Session, typed: dict[str, str], sentence: str
) -> None:
    page = f"{address(a_draft(session))}/reglages/seuils"
    assert client.post_form(page, typed, page=page).status_code == 422
    assert sentence in shown(client)


def test_a_reworded_level_asks_the_same_question(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/reglages/echelle"
    assert client.post_form(page, {"levels-0-label": "Jamais"}, page=page).status_code == 422
    assert client.post_form(page, {"levels-0-label": "Jamais", "equivalent": "oui"}, page=page).status_code == 303
    scale = grid_in(session, draft).scale
    assert (scale.labels[0], scale.equivalent) == ("Jamais", True)
    assert client.post_form(page, {"unknown": "Je ne sais pas"}, page=page).status_code == 303
    assert grid_in(session, draft).scale.unknown == "Je ne sais pas"


def test_an_axis_may_ask_for_priorities_and_the_initial_situation(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/axes/innovation"
    typed = {"initial": "oui", "by_priorities": "oui", "horizon_months": "60"}
    assert client.post_form(page, typed, page=page).status_code == 303
    axis = grid_in(session, draft).axis("innovation")
    assert (axis.initial, axis.by_priorities, axis.horizon_months) == (True, True, 60)
    assert client.post_form(page, {"horizon_months": ""}, page=page).status_code == 303
    assert grid_in(session, draft).axis("innovation").horizon_months is None


def test_approaches_are_renamed_added_and_retired_when_nothing_follows_them(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/reglages/approches"
    typed = {"approaches-0-label": "Atteinte", "approaches-7-label": "Équité"}
    assert client.post_form(page, typed, page=page).status_code == 303
    found = {own.code: own.label for own in grid_in(session, draft).approaches}
    assert (found["performance"], found["equite"]) == ("Atteinte", "Équité")
    assert client.post_form(page, {"approaches-0-label": ""}, page=page).status_code == 422
    assert "Des questions suivent cette approche" in shown(client)
    assert client.post_form(page, {"approaches-7-label": ""}, page=page).status_code == 303
    assert "equite" not in {own.code for own in grid_in(session, draft).approaches}


def test_a_number_already_taken_is_refused(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/reglages/identite"
    assert client.post_form(page, {"number": "1.0"}, page=page).status_code == 422
    assert client.post_form(page, {"number": "deux"}, page=page).status_code == 422
    assert client.post_form(page, {"number": "2.0", "status": "adoptée"}, page=page).status_code == 303
    assert grid_in(session, draft).reference == "evaluation-partenariale@2.0"


def test_two_tabs_on_the_same_question_show_both_versions(client: Client, session: Session) -> None:
    page = f"{address(draft := a_draft(session))}/questions/C1.1"
    form = opened_form(client, page)
    assert client.post(page, data=form | {"text": "Le sien.", "equivalent": "oui"}).status_code == 303
    later = dict(form, idempotency_key="autre-onglet")
    assert client.post(page, data=later | {"text": "Le mien.", "equivalent": "oui"}).status_code == 409
    row = next(cells for name, cells in conflict_rows(client).items() if name.startswith("Question"))
    assert {"Le mien.", "Le sien."} <= set(row)
    assert grid_in(session, draft).questions["C1.1"].text == "Le sien."


def test_two_tabs_on_two_questions_are_both_kept(client: Client, session: Session) -> None:
    draft = a_draft(session)
    first, second = (f"{address(draft)}/questions/{code}" for code in ("C1.1", "C1.2"))
    forms = opened_form(client, first), opened_form(client, second)
    for page, form in zip((first, second), forms, strict=True):
        assert client.post(page, data=form | {"weight": "2"}).status_code == 303
    questions = grid_in(session, draft).questions
    assert [questions[code].weight for code in ("C1.1", "C1.2")] == [2, 2]


def test_a_question_retired_in_another_tab_leads_back_to_the_draft(client: Client, session: Session) -> None:
    draft = a_draft(session)
    page = f"{address(draft)}/questions/C1.1"
    form = opened_form(client, page)
    assert client.post_form(f"{page}/retrait").status_code == 303
    answer = client.post(page, data=form | {"weight": "2"})
    assert (answer.status_code, "n’est plus, dans ce brouillon" in shown(client)) == (404, True)
    assert f'href="{address(draft)}"' in answer.text


@pytest.mark.parametrize("path", ["questions/Z9.9", "criteres/Z9", "axes/bonheur", "reglages/humeur"])
def test_a_part_that_is_not_there_is_not_found(client: Client, session: Session, path: str) -> None:
    assert client.get(f"{address(a_draft(session))}/{path}").status_code == 404
