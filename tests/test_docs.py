"""What the documents promise exists, and what exists is documented."""

from pathlib import Path

import pytest
import typer

from app.cli import app
from app.settings import Settings

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert f"`ODD17_{name.upper()}`" in OPERATIONS


def test_no_setting_is_described_that_does_not_exist() -> None:
    described = {word.strip("`") for word in OPERATIONS.split() if word.startswith("`ODD17_")}
    assert {f"ODD17_{name.upper()}" for name in Settings.model_fields} >= {name.split("=")[0] for name in described}


def commands(group: typer.Typer, prefix: str = "odd17") -> list[str]:
    own = [f"{prefix} {c.name or c.callback.__name__}" for c in group.registered_commands if c.callback]
    nested = [
        found for sub in group.registered_groups for found in commands(sub.typer_instance, f"{prefix} {sub.name}")
    ]
    return [*own, *nested]


@pytest.mark.parametrize("command", commands(app))
def test_every_command_is_described(command: str) -> None:
    assert f"`{command}" in OPERATIONS


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in (part.split(")")[0] for part in page.read_text(encoding="utf-8").split("](")[1:]):
        if not target.startswith(("http", "#")):
            assert (page.parent / target.split("#")[0]).exists(), target
