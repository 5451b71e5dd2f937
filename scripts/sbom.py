"""Composants de production (CycloneDX 1.6) : python -m scripts.sbom écrit docs/sbom.cdx.json, --check le compare.

Elle ne dépend que des verrous et de requirements/licences.toml : mêmes entrées, mêmes octets.
"""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Listed
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import LicenseSymbol, Licensing, get_spdx_licensing
from packageurl import PackageURL

from scripts.locks import Component, in_production

FILE = Path("docs/sbom.cdx.json")
LICENCES = Path("requirements/licences.toml")
VARYING = ("serialNumber",)


def main() -> None:
    faults, written = refused(in_production()), sbom(in_production())
    faults += [] if valid(written) else ["La liste des composants n’est pas du CycloneDX valide."]
    if "--check" in sys.argv and (not FILE.exists() or FILE.read_text(encoding="utf-8") != written):
        faults.append(f"{FILE} ne dit plus ce qui est verrouillé : « make sbom » le refait.")
    if faults:
        raise SystemExit("\n".join(faults))
    if "--check" not in sys.argv:
        FILE.write_text(written, encoding="utf-8")


def sbom(components: Sequence[Component]) -> str:
    licences = known()
    bom = Bom(components=[_listed(one, licences) for one in components if one.name in licences])
    bom.metadata.component = Listed(name="odd17", type=ComponentType.APPLICATION, bom_ref="odd17")
    bom.register_dependency(bom.metadata.component, bom.components)
    bom.metadata.timestamp = None  # type: ignore[assignment]
    lines = JsonV1Dot6(bom).output_as_string(indent=1).splitlines()
    return "\n".join(line for line in lines if not any(f'"{name}"' in line for name in VARYING)) + "\n"


def valid(written: str) -> bool:
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None


def refused(components: Sequence[Component]) -> list[str]:
    """Une phrase par composant sans licence connue, ou dont aucune licence au choix n’est admise."""
    licences, allowed = known(), frozenset(_table()["admises"])
    told = []
    for name, version in {(one.name, one.version) for one in components}:
        if name not in licences:
            told.append(f"{name} {version} : licence inconnue, à relire puis à écrire dans {LICENCES}.")
        elif not is_allowed(licences[name], allowed):
            told.append(f"{name} {version} : licence « {licences[name]} » non admise.")
    return sorted(told)


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """« A OR B » : l’une suffit ; « A AND B » : il faut les deux."""
    spdx = _spdx()
    parsed = spdx.parse(expression, validate=True)
    answers = {symbol: spdx.TRUE if symbol.key in allowed else spdx.FALSE for symbol in parsed.symbols}
    if isinstance(parsed, LicenseSymbol):
        return parsed.key in allowed
    return bool(parsed.subs(answers).simplify() == spdx.TRUE)


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()


def known() -> Mapping[str, str]:
    found: Mapping[str, str] = _table()["composants"]
    return found


def _table() -> dict[str, object]:
    return tomllib.loads(LICENCES.read_text(encoding="utf-8"))


def _listed(one: Component, licences: Mapping[str, str]) -> Listed:
    return Listed(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=one.purl,
        purl=PackageURL.from_string(one.purl),
        licenses=[LicenseExpression(licences[one.name])],
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=one.sha512)] if one.sha512 else [],
    )


if __name__ == "__main__":
    main()
