"""Avis de sécurité connus : python -m scripts.audit compare les verrous à requirements/advisories.json, sans réseau.

`python -m scripts.audit refresh DOSSIER DATE SOURCE` refait cette liste depuis une copie locale d’une base au format
OSV (un fichier YAML ou JSON par avis), pour les composants verrouillés. Une version illisible compte comme touchée.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

from scripts.locks import Component, everything

FILE = Path("requirements/advisories.json")
Advisory = Mapping[str, Any]


def main() -> None:
    if sys.argv[1:2] == ["refresh"]:
        folder, dated, source = sys.argv[2:5]
        write(Path(folder), date.fromisoformat(dated), source)
    found = json.loads(FILE.read_text(encoding="utf-8"))
    told = faults(everything(), found["advisories"], found["accepted"])
    if told:
        raise SystemExit("\n".join(told))
    covered = ", ".join(found["ecosystems"])
    print(f"Aucun avis connu au {found['dated']} ({covered}) ne touche les composants verrouillés.")  # noqa: T201


def faults(components: Sequence[Component], advisories: Sequence[Advisory], accepted: Mapping[str, str]) -> list[str]:
    """Une phrase par composant touché ; `accepted` : avis → raison, relue à chaque rafraîchissement."""
    return [
        f"{one.name} {one.version} : {advisory['id']} ({advisory.get('summary') or 'voir l’avis'})."
        for one in components
        for advisory in advisories
        if advisory["id"] not in accepted and touches(advisory, one)
    ]


def touches(advisory: Advisory, one: Component) -> bool:
    return any(_within(affected, one.version) for affected in advisory["affected"] if _names(affected, one))


def write(folder: Path, dated: date, source: str) -> None:
    """Garde ce qui avait été accepté avec sa raison ; un avis retiré par la base ne compte plus."""
    accepted = json.loads(FILE.read_text(encoding="utf-8"))["accepted"] if FILE.exists() else {}
    components = everything()
    kept = [_short(advisory) for advisory in _read(folder) if _concerns(advisory, components)]
    content = {
        "source": source,
        "dated": dated.isoformat(),
        "ecosystems": sorted({one["package"]["ecosystem"] for advisory in kept for one in advisory["affected"]}),
        "accepted": accepted,
        "advisories": sorted(kept, key=lambda advisory: advisory["id"]),
    }
    FILE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _within(affected: Mapping[str, Any], version: str) -> bool:
    if version in affected.get("versions", ()):
        return True
    try:
        return any(
            _in_range(one["events"], Version(version)) for one in affected.get("ranges", ()) if one["type"] != "GIT"
        )
    except InvalidVersion:
        return True


def _in_range(events: Sequence[Mapping[str, str]], version: Version) -> bool:
    """Les événements d’OSV, dans l’ordre : introduit, corrigé, dernier touché."""
    inside = False
    for event in events:
        ((kind, at),) = event.items()
        if kind == "introduced":
            inside = inside or version >= Version(at)
        elif kind == "fixed":
            inside = inside and version < Version(at)
        elif kind == "last_affected":
            inside = inside and version <= Version(at)
    return inside


def _names(affected: Mapping[str, Any], one: Component) -> bool:
    package = affected["package"]
    return package["ecosystem"] == one.ecosystem and _normal(package["name"]) == _normal(one.name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _read(folder: Path) -> Iterator[Advisory]:
    for file in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.json")]):
        content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # du JSON est du YAML
        if isinstance(content, dict) and "affected" in content and not content.get("withdrawn"):
            yield content


def _concerns(advisory: Advisory, components: Sequence[Component]) -> bool:
    return any("package" in one and _names(one, known) for one in advisory["affected"] for known in components)


def _short(advisory: Advisory) -> dict[str, Any]:
    details = " ".join(str(advisory.get("summary") or advisory.get("details", "")).split())
    return {
        "id": advisory["id"],
        "aliases": advisory.get("aliases", []),
        "summary": details[:160],
        "affected": [
            {"package": {key: one["package"][key] for key in ("ecosystem", "name")}, "ranges": one.get("ranges", [])}
            for one in advisory["affected"]
            if "package" in one
        ],
    }


if __name__ == "__main__":
    main()
