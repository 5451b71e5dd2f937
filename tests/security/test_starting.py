"""A site that others reach does not start on unsafe settings; a trial on this machine does, and says what it is."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from app import clock
from app.doctor import Finding, State, exposure, installation
from app.doctor.database import clock_agrees, ordinary_role
from app.errors import Refused
from app.settings import Settings
from app.starting import check_server, check_settings
from tests.support.command import odd17
from tests.support.owner import as_owner

PUBLIC = {
    "base_url": "https://fonds.exemple.fr",
    "database_url": "postgresql://odd17:un-long-secret@bdd.exemple.fr/odd17?sslmode=verify-full",
    "owner_database_url": "postgresql://proprietaire:un-autre@bdd.exemple.fr/odd17?sslmode=verify-full",
    "smtp_url": "smtps://nom:secret@envoi.exemple.fr",
    "mail_from": "Fonds <fonds@exemple.fr>",
}
UNSAFE = [
    {"base_url": "http://fonds.exemple.fr"},
    {"base_url": "http://0.0.0.0:8000"},
    {"base_url": "fonds.exemple.fr"},
    {"database_url": None},
    {"database_url": "postgresql://odd17:odd17@bdd.exemple.fr/odd17?sslmode=verify-full"},
    {"database_url": "postgresql://odd17:postgres@bdd.exemple.fr/odd17?sslmode=verify-full"},
    {"smtp_url": None},
    {"smtp_url": "envoi.exemple.fr"},
    {"mail_from": "Fonds ODD 17 <ne-pas-repondre@localhost>"},
    {"log_level": "DEBUG"},
    {"log_level": "BAVARD"},
    {"session_idle_minutes": 721},
    {"session_absolute_hours": 25},
    {"owner_database_url": None},
    {"owner_database_url": PUBLIC["database_url"]},
    {"owner_database_url": "postgresql://proprietaire:secret@bdd.exemple.fr/odd17?sslmode=verify-full"},
    {"oidc_issuer": "http://identite.exemple.fr"},
]


@pytest.fixture(autouse=True)
def no_setting_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ODD17_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "donnees"
    made.mkdir(mode=0o750)
    return made


def production(folder: Path, **given: object) -> Settings:
    return Settings.model_validate(PUBLIC | {"data_dir": folder} | given)


def test_a_production_with_safe_settings_starts(folder: Path) -> None:
    check_settings(production(folder))


@pytest.mark.parametrize("given", UNSAFE, ids=str)
def test_each_unsafe_setting_is_refused_in_a_sentence(folder: Path, given: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        check_settings(production(folder, **given))
    first, *sentences = refusal.value.sentence.splitlines()
    assert first.endswith("\u00a0:")
    assert len(sentences) >= 1
    assert all(line.startswith("- ") and line.endswith(".") for line in sentences)


def test_all_faults_are_told_at_once_and_no_secret_with_them(folder: Path) -> None:
    with pytest.raises(Refused) as refusal:
        check_settings(production(folder, log_level="DEBUG", mail_from=Settings.model_fields["mail_from"].default))
    assert len(refusal.value.sentence.splitlines()) == 3
    assert "secret" not in refusal.value.sentence


def test_a_folder_open_to_all_or_a_key_others_read_is_refused(folder: Path) -> None:
    folder.chmod(0o755)
    with pytest.raises(Refused, match="ouvert à tous"):
        check_settings(production(folder))
    folder.chmod(0o700)
    key = folder / "secret.key"
    key.write_text("clé")
    key.chmod(0o640)
    with pytest.raises(Refused, match="Des clés peuvent être lues"):
        check_settings(production(folder))
    key.chmod(0o600)
    check_settings(production(folder))


def test_a_provider_on_this_machine_is_good_for_a_trial() -> None:
    trial = Settings(base_url="http://127.0.0.1:8000", oidc_issuer="http://127.0.0.1:9000")
    assert exposure.identity_provider(trial).state is State.GOOD


def test_a_trial_on_this_machine_starts_whatever_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_settings(Settings(data_dir=tmp_path, log_level="DEBUG"))
    assert capsys.readouterr().err == ""


def test_what_is_only_doubtful_is_told_and_does_not_prevent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clear = "postgresql://odd17:un-long-secret@bdd.exemple.fr/odd17"
    check_settings(production(folder, database_url=clear))
    told = capsys.readouterr().err
    assert "peut circuler en clair" in told
    assert "un-long-secret" not in told


@pytest.mark.parametrize(
    ("check", "given", "state"),
    [
        (installation.mail, {"smtp_url": "smtp://envoi.exemple.fr"}, State.WATCH),
        (exposure.link_to_the_database, {"database_url": "postgresql://o:long-secret@127.0.0.1/o"}, State.GOOD),
        (exposure.link_to_the_database, {"database_url": "postgresql:///o?host=/run/postgresql"}, State.GOOD),
        (exposure.link_to_the_database, {"database_url": None}, State.GOOD),
        (exposure.limits_of_sessions, {"session_idle_minutes": 720}, State.GOOD),
        (exposure.level_of_logs, {"log_level": "WARNING"}, State.GOOD),
        (exposure.identity_provider, {}, State.GOOD),
        (exposure.identity_provider, {"oidc_issuer": "https://identite.exemple.fr"}, State.GOOD),
        (exposure.identity_provider, {"oidc_issuer": "http://127.0.0.1:9000"}, State.FAULT),
        (exposure.journal_is_protected, {}, State.GOOD),
        (exposure.journal_is_protected, {"database_url": None}, State.GOOD),
        (exposure.second_factor, {"second_factor": "gestion"}, State.GOOD),
        (exposure.second_factor, {"second_factor": "optionnel"}, State.WATCH),
        (exposure.backups, {}, State.WATCH),
        (exposure.backups, {"backup_dir": "/srv/sauvegardes"}, State.WATCH),
        (exposure.backups, {"backup_dir": "/srv/sauvegardes", "backup_key": "age1essai"}, State.GOOD),
    ],
)
def test_choices_that_hold(
    check: Callable[[Settings], Finding], given: dict[str, object], state: State, folder: Path
) -> None:
    assert check(production(folder, **given)).state is state


@pytest.mark.parametrize(("seconds", "state"), [(0, State.GOOD), (20, State.WATCH), (-90, State.FAULT)])
def test_clocks_that_disagree_are_seen(
    connection: Connection, seconds: int, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moved)
    assert clock_agrees(connection).state is state


def test_a_clock_far_from_that_of_the_base_prevents_the_start(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_server(production(folder), engine)
    moved = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: moved)
    with pytest.raises(Refused, match="L’horloge"):
        check_server(production(folder), engine)


def test_a_role_that_may_do_everything_is_told(connection: Connection) -> None:
    assert ordinary_role(connection).state is State.GOOD
    with as_owner(connection):
        assert ordinary_role(connection).state is State.WATCH


def test_the_command_refuses_to_serve_an_unsafe_site_before_touching_the_base(tmp_path: Path) -> None:
    done = odd17("serve", "--host", "0.0.0.0", "--port", "1", ODD17_DATA_DIR=str(tmp_path))  # noqa: S104
    assert done.returncode == 1
    assert "ODD17_BASE_URL" in done.stderr
    assert "ODD17_DATABASE_URL" in done.stderr
    assert not (tmp_path / "postgresql").exists()
