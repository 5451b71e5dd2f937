"""What the documents promise exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
import typer

from app.cli import app
from app.settings import Settings
from imports.kinds import KINDS
from imports.kinds.commands import COMMANDS
from imports.mapping import FOLLOW_UP
from imports.mapping.candidates import candidate
from imports.vocabulary import DEFAULT_VOCABULARY

ROOT = Path(__file__).parent.parent
IMPORTS = (ROOT / "docs/import.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert f"`ODD17_{name.upper()}`" in OPERATIONS


def test_no_setting_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"ODD17_[A-Z0-9_]+", OPERATIONS))
    assert described <= {f"ODD17_{name.upper()}" for name in Settings.model_fields}


def commands(group: typer.Typer, prefix: str = "odd17") -> list[str]:
    own = [f"{prefix} {c.name or c.callback.__name__}" for c in group.registered_commands if c.callback]
    nested = [
        found for sub in group.registered_groups for found in commands(sub.typer_instance, f"{prefix} {sub.name}")
    ]
    return [*own, *nested]


@pytest.mark.parametrize("command", commands(app))
def test_every_command_is_described(command: str) -> None:
    assert f"`{command}" in OPERATIONS


@pytest.mark.parametrize("kind", [FOLLOW_UP, *KINDS])
def test_every_column_that_is_read_is_described(kind: str) -> None:
    for column in candidate(kind, DEFAULT_VOCABULARY).columns:
        assert (f"**{column.header}**" if column.required else column.header) in IMPORTS


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_kind_of_the_import_command_is_described(kind: str) -> None:
    assert f"`{kind}`" in IMPORTS


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in (part.split(")")[0] for part in page.read_text(encoding="utf-8").split("](")[1:]):
        if not target.startswith(("http", "#")):
            assert (page.parent / target.split("#")[0]).exists(), target
