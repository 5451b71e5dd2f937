"""Les composants verrouillés, Python et npm, tels que les deux verrous les donnent."""

import base64
import json
import re
from pathlib import Path
from typing import NamedTuple

PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NPM = Path("package-lock.json")


class Component(NamedTuple):
    ecosystem: str  # « PyPI » ou « npm », comme les nomme OSV
    name: str
    version: str
    sha512: str = ""

    @property
    def purl(self) -> str:
        name = self.name.replace("@", "%40")
        return f"pkg:{self.ecosystem.lower()}/{name}@{self.version}"


def python(name: str) -> list[Component]:
    """`name`: base, dev ou bench."""
    lines = Path(f"requirements/{name}.txt").read_text(encoding="utf-8").splitlines()
    return [Component("PyPI", found[1], found[2]) for line in lines if (found := PINNED.match(line))]


def npm(*, served: bool = False) -> list[Component]:
    """`served` : seulement ce que le site sert ou charge, sans les outils d’essai."""
    packages = json.loads(NPM.read_text(encoding="utf-8"))["packages"]
    return [
        Component("npm", path.rpartition("node_modules/")[2], found["version"], _sha512(found.get("integrity", "")))
        for path, found in sorted(packages.items())
        if path and not (served and found.get("dev"))
    ]


def in_production() -> list[Component]:
    return sorted({*python("base"), *npm(served=True)})


def everything() -> list[Component]:
    return sorted({*python("base"), *python("dev"), *python("bench"), *npm()})


def _sha512(integrity: str) -> str:
    return base64.b64decode(integrity.removeprefix("sha512-")).hex() if integrity.startswith("sha512-") else ""
