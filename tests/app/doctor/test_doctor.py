"""The doctor finds what is broken, says it in a sentence, and changes nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app.assessments import service
from app.doctor import Finding, State, diagnose, installation, queue, records, reference, results
from app.doctor.database import migrations, rules_in_force, same_tables, server_version
from app.models import Letter
from app.settings import Settings
from tests import factories as make
from tests.app.assessments.situations import NOW, a_closed_campaign
from tests.support.command import odd17
from tests.support.owner import as_owner

CHECKS = (
    reference.grids,
    reference.places,
    records.allocations_within_investments,
    records.payments_are_dated,
    records.instalments_add_up,
    records.funded_projects_were_validated,
    records.published_campaigns_have_results,
    results.results_can_be_computed_again,
    queue.letters,
    queue.jobs,
)


@pytest.fixture
def sound(session: Session) -> Session:
    """A project that keeps every rule, and a published result."""
    service.publish(session, campaign=a_closed_campaign(session), user=None, now=NOW)
    project = make.a_project(session, code="ODD17-2024-700", status="en_cours")
    investment = make.an_investment(session, project)
    make.an_allocation(session, investment, make.an_organisation(session), "10000")
    make.a_paid_instalment(session, investment, "10000")
    return session


def test_nothing_is_found_where_nothing_is_broken(sound: Session) -> None:
    findings = [check(sound) for check in CHECKS]
    assert {finding.state for finding in findings} == {State.GOOD}
    assert findings[-3].sentence.endswith("(1).")
    assert findings[-1].sentence == "0\u00a0travail attend dans la file, aucun n’a échoué."


WAITING = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', '{}')"
LIVING = "INSERT INTO procrastinate_workers DEFAULT VALUES"


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ([WAITING.format("todo")], State.WATCH, "1\u00a0travail attend dans la file et rien ne les fait"),
        ([WAITING.format("todo"), LIVING], State.GOOD, "1\u00a0travail attend dans la file, aucun n’a échoué."),
        ([WAITING.format("failed"), LIVING], State.WATCH, "1\u00a0a échoué depuis trois mois"),
        ([WAITING.format("succeeded")], State.GOOD, "0\u00a0travail attend"),
    ],
)
def test_what_waits_and_what_failed_is_counted(session: Session, changes: list[str], state: State, words: str) -> None:
    for change in changes:
        session.execute(text(change))
    finding = queue.jobs(session)
    assert finding.state is state
    assert words in finding.sentence


def test_a_letter_that_may_have_left_is_told(session: Session) -> None:
    project = make.a_project(session)
    respondent = make.a_respondent(session, make.a_campaign(session, project), make.a_partner(session, project))
    begun = {"started_at": NOW, "queued_at": NOW, "to_email": "lea@exemple.fr", "kind": "reminder", "key": "x"}
    make.keep(session, Letter(respondent_id=respondent.id, **begun))
    finding = queue.letters(session)
    assert finding.state is State.WATCH
    assert finding.sentence.startswith("1\u00a0lettre est peut-être partie, peut-être pas")


@pytest.mark.parametrize(
    ("change", "check", "state"),
    [
        ("DELETE FROM grid_version", reference.grids, State.FAULT),
        ("UPDATE grid_version SET source = source || ' '", reference.grids, State.FAULT),
        ("DELETE FROM territory WHERE kind = 'epci'", reference.places, State.FAULT),
        ("UPDATE allocation SET amount_eur = 10000.01", records.allocations_within_investments, State.FAULT),
        (
            "ALTER TABLE instalment DROP CONSTRAINT ck_instalment_paid_on; UPDATE instalment SET paid_on = NULL",
            records.payments_are_dated,
            State.FAULT,
        ),
        ("UPDATE instalment SET amount_eur = 9999", records.instalments_add_up, State.WATCH),
        ("UPDATE investment SET copil_on = NULL", records.funded_projects_were_validated, State.WATCH),
        ("DELETE FROM result", records.published_campaigns_have_results, State.FAULT),
        ("UPDATE result SET inputs_sha256 = ''", results.results_can_be_computed_again, State.FAULT),
        ("UPDATE result SET scores = '{}'", results.results_can_be_computed_again, State.FAULT),
        (
            "UPDATE result SET scores = jsonb_set(scores, '{readings,0,axes,relation,score}', '76.0')",
            results.results_can_be_computed_again,
            State.FAULT,
        ),
        (
            "UPDATE axis_result SET score = 76 WHERE axis = 'relation'",
            results.results_can_be_computed_again,
            State.FAULT,
        ),
        ("UPDATE result SET formula_version = '0.9'", results.results_can_be_computed_again, State.WATCH),
    ],
)
def test_what_was_changed_behind_the_rules_is_found(
    sound: Session, change: str, check: Callable[[Session], Finding], state: State
) -> None:
    """Triggers and foreign keys are switched off, as a hand in the database would."""
    sound.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    with as_owner(sound):
        sound.execute(text("SET LOCAL session_replication_role = replica"))
        sound.execute(text(change))
    sound.expire_all()
    assert check(sound).state is state


def test_the_project_at_fault_is_named(sound: Session) -> None:
    with as_owner(sound):
        sound.execute(text("SET LOCAL session_replication_role = replica"))
        sound.execute(text("UPDATE allocation SET amount_eur = 20000"))
    assert "ODD17-2024-700" in records.allocations_within_investments(sound).sentence


def test_a_database_brought_up_is_sound(connection: Connection) -> None:
    checks = (server_version, migrations, same_tables, rules_in_force)
    assert {check(connection).state for check in checks} == {State.GOOD}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", migrations),
        ("UPDATE alembic_version SET version_num = '9999'", migrations),
        ("DELETE FROM alembic_version", migrations),
        ("ALTER TABLE project DROP COLUMN need", same_tables),
        ("ALTER TABLE allocation DISABLE TRIGGER ck_allocation_total", rules_in_force),
        ("DROP TRIGGER result_is_frozen ON result", rules_in_force),
    ],
)
def test_tables_and_rules_that_differ_are_found(
    connection: Connection, change: str, check: Callable[[Connection], Finding]
) -> None:
    with as_owner(connection):
        connection.execute(text(change))
    assert check(connection).state is State.FAULT


@pytest.mark.parametrize(
    ("check", "given", "state"),
    [
        (installation.trial, {}, State.WATCH),
        (installation.trial, {"database_url": "postgresql://odd17@bdd/odd17"}, State.GOOD),
        (installation.public_address, {"base_url": "https://fonds.exemple.fr"}, State.GOOD),
        (installation.public_address, {"base_url": "http://fonds.exemple.fr"}, State.FAULT),
        (installation.public_address, {"base_url": "fonds.exemple.fr"}, State.FAULT),
        (installation.mail, {"smtp_url": None}, State.WATCH),
        (installation.mail, {"smtp_url": "smtps://envoi.exemple.fr"}, State.WATCH),
        (installation.mail, {"smtp_url": "smtps://envoi.exemple.fr", "mail_from": "a@exemple.fr"}, State.GOOD),
        (installation.mail, {"smtp_url": "smtp://envoi.exemple.fr", "mail_from": "a@exemple.fr"}, State.WATCH),
        (installation.mail, {"smtp_url": "envoi.exemple.fr"}, State.FAULT),
    ],
)
def test_settings_are_judged(
    check: Callable[[Settings], Finding], given: dict[str, str | None], state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ODD17_DATABASE_URL", raising=False)
    assert check(Settings(**given)).state is state


def test_files_that_vanished_are_found(tmp_path: Path) -> None:
    assert installation.served_files().ok
    assert {"vendor/htmx.min.js", "css/tokens.css", "js/app.js"} <= set(installation.files_named())
    assert installation.reference_files().ok
    assert not installation.served_files(tmp_path).ok
    assert not installation.reference_files(tmp_path).ok


def test_a_data_folder_that_cannot_be_made_is_found(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    assert installation.folders_can_be_written(Settings(data_dir=tmp_path / "var")).ok
    assert not installation.folders_can_be_written(Settings(data_dir=tmp_path / "fichier" / "var")).ok


def test_what_could_not_be_examined_is_never_good(
    own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ODD17_DATA_DIR", str(tmp_path))
    with own_engine.begin() as connection:
        connection.execute(text("DROP TABLE answer CASCADE"))
        connection.execute(text("ALTER TABLE allocation RENAME TO ailleurs"))
    sentences = [finding.sentence for finding in diagnose(lambda: own_engine) if not finding.ok]
    assert any("Les tables ne sont pas celles du code" in sentence for sentence in sentences)
    assert any("n’a pas pu se faire" in sentence for sentence in sentences)

    def absent() -> Engine:
        raise OSError

    assert "ne répond pas" in list(diagnose(absent))[-1].sentence
    monkeypatch.setenv("ODD17_POOL_SIZE", "dix")
    (only,) = diagnose(lambda: own_engine)
    assert "ODD17_POOL_SIZE" in only.sentence


def test_the_command_says_a_line_by_check_and_one_when_something_is_at_fault(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    with own_engine.begin() as connection:
        for table in ("crosswalk", "grid_version"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table}"))
    done = odd17("doctor", ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert all(re.match(r"(bien|à voir|en faute) +\S.*\.$", line) for line in lines)
    assert sum(line.startswith("en faute") for line in lines) == 2
