"""The help beside each field."""

import re
from pathlib import Path

import pytest

from app.web.hints import hint_for, hints

TEMPLATES = Path(__file__).parents[3] / "templates"
FIELD = re.compile(r'field\([\w.]+, (?:prefix ~ )?"([\w-]+)", "([^"]*)"')


@pytest.mark.parametrize(
    ("name", "label", "kind", "said"),
    [
        ("phase_code", "Phase d’innovation", "select", "Où en est la réponse"),
        ("rows-2-role_code", "Rôle", "select", "Ce que l’organisation fait"),
        ("amount_eur", "Montant", "money", "En euros"),
        ("due_on", "Échéance", "date", "Jour, mois, année"),
        ("paid_on", "Versée le", "date", "Le jour du virement. Jour, mois, année"),
    ],
)
def test_what_is_said_beside_a_field(name: str, label: str, kind: str, said: str) -> None:
    assert hint_for(name, label, kind).startswith(said)


def test_a_field_nobody_knows_has_no_made_up_help() -> None:
    assert hint_for("inconnu", "Inconnu", "text") == ""


def test_no_help_is_left_for_a_field_that_is_gone() -> None:
    found = {pair for page in TEMPLATES.rglob("*.html") for pair in FIELD.findall(page.read_text(encoding="utf-8"))}
    names, pairs = {name for name, _ in found}, {f"{name}/{label}" for name, label in found}
    assert [key for key in hints() if key not in (pairs if "/" in key else names)] == []
