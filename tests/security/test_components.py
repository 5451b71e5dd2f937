"""What the product is made of is listed, its licences are admitted ones, and known advisories are looked up."""

import importlib.metadata
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.doctor import State
from app.doctor.components import advisories
from scripts import audit, sbom
from scripts.locks import Component, everything, in_production, npm, python

SPELLED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "Artistic License": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
CHOICES = ("python-dateutil", "uvloop")  # two licences at choice, said in one classifier each


def advisory(*events: dict[str, str], versions: tuple[str, ...] = (), ecosystem: str = "PyPI") -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else []
    package = {"ecosystem": ecosystem, "name": "Un_Paquet"}
    return {
        "id": "ESSAI-1",
        "summary": "Un défaut",
        "affected": [{"package": package, "ranges": ranges, "versions": list(versions)}],
    }


def test_the_list_of_components_says_what_is_locked() -> None:
    written = sbom.FILE.read_text(encoding="utf-8")
    assert written == sbom.sbom(in_production()), "make sbom"
    assert sbom.valid(written)
    listed = {(one["name"], one["version"]) for one in json.loads(written)["components"]}
    assert listed == {(one.name, one.version) for one in in_production()}
    assert {"fastapi", "htmx.org"} <= {name for name, _ in listed}


def test_a_list_that_is_not_one_is_refused() -> None:
    assert not sbom.valid('{"bomFormat": "CycloneDX", "specVersion": "1.6", "composants": []}')


def test_every_licence_is_known_and_admitted() -> None:
    assert sbom.refused(in_production()) == []
    unknown = Component("PyPI", "inconnu", "1.0")
    assert sbom.refused([unknown])[0].startswith("inconnu 1.0")


@pytest.mark.parametrize(
    ("expression", "admitted"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT AND ISC) OR AGPL-3.0-only", True),
    ],
)
def test_one_licence_at_choice_is_enough_and_all_those_that_bind_are_needed(expression: str, admitted: bool) -> None:
    assert sbom.is_allowed(expression, frozenset({"MIT", "ISC"})) is admitted


def test_the_table_of_licences_says_what_the_packages_say() -> None:
    known = sbom.known()
    for one in python("base"):
        try:
            said = _licence(one.name)
        except importlib.metadata.PackageNotFoundError:
            continue  # meant for another system
        assert one.name in CHOICES or said in (None, known[one.name]), one.name


def _licence(name: str) -> str | None:
    found = importlib.metadata.metadata(name)
    if found.get("License-Expression"):
        return found["License-Expression"]
    told = [one.split(" :: ")[-1] for one in found.get_all("Classifier", []) if one.startswith("License :: OSI")]
    return SPELLED[told[0]] if told else None


def test_nothing_locked_is_touched_by_a_known_advisory() -> None:
    content = json.loads(audit.FILE.read_text(encoding="utf-8"))
    assert audit.faults(everything(), content["advisories"], content["accepted"]) == []
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", content["dated"])
    assert content["source"]


def test_an_old_version_is_found_by_the_advisories_shipped() -> None:
    """Jinja 2.10 had known faults: a list that no longer finds them is no list."""
    content = json.loads(audit.FILE.read_text(encoding="utf-8"))
    told = audit.faults([Component("PyPI", "jinja2", "2.10")], content["advisories"], {})
    assert any("PYSEC-2021-66" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("version", "touched"),
    [
        ("0.9", False),
        ("1.0", True),
        ("1.9.9", True),
        ("2.0", False),
        ("3.0", False),
        ("3.1", True),
        ("illisible", True),
    ],
)
def test_a_version_is_touched_between_what_introduced_and_what_fixed(version: str, touched: bool) -> None:
    found = advisory({"introduced": "1.0"}, {"fixed": "2.0"}, {"introduced": "3.1"}, {"last_affected": "3.2"})
    assert audit.touches(found, Component("PyPI", "un-paquet", version)) is touched


def test_versions_named_one_by_one_and_last_ones_are_read() -> None:
    assert audit.touches(advisory(versions=("1.4",)), Component("PyPI", "un.paquet", "1.4"))
    assert not audit.touches(advisory(versions=("1.4",)), Component("PyPI", "un.paquet", "1.5"))
    last = advisory({"introduced": "0"}, {"last_affected": "3.2"})
    assert audit.touches(last, Component("PyPI", "un-paquet", "3.2"))
    assert not audit.touches(last, Component("PyPI", "un-paquet", "3.3"))


def test_another_ecosystem_or_an_accepted_advisory_is_left_aside() -> None:
    one, found = Component("npm", "un-paquet", "1.0"), advisory({"introduced": "0"})
    assert audit.faults([one], [found], {}) == []
    here = Component("PyPI", "un-paquet", "1.0")
    assert audit.faults([here], [found], {}) == ["un-paquet 1.0 : ESSAI-1 (Un défaut)."]
    assert audit.faults([here], [found], {"ESSAI-1": "sans objet ici"}) == []


def test_both_locks_are_read() -> None:
    names = {one.name for one in everything()}
    assert {"fastapi", "pytest", "django", "htmx.org", "axe-core"} <= names
    assert {one.name for one in npm(served=True)} == {"htmx.org", "@etalab/decoupage-administratif"}
    assert all(one.sha512 for one in npm())


@pytest.mark.parametrize(("days", "state"), [(0, State.GOOD), (45, State.GOOD), (46, State.WATCH)])
def test_the_doctor_says_when_the_list_of_advisories_has_aged(tmp_path: Path, days: int, state: State) -> None:
    file = tmp_path / "advisories.json"
    file.write_text(json.dumps({"dated": (clock.today() - timedelta(days)).isoformat()}))
    assert advisories(file).state is state


def test_a_list_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert advisories(tmp_path / "absente.json").state is State.FAULT
    assert advisories().ok
