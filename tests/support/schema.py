"""Does a value have the shape its JSON schema promises? The keywords our OpenAPI document uses, and no others."""

import re
from collections.abc import Mapping
from typing import Any

SAID = frozenset({"title", "description", "examples", "default", "format"})
KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
Document = Mapping[str, Any]


def faults(document: Document, schema: Mapping[str, Any], value: Any, place: str = "") -> list[str]:
    """Where the value and its schema differ; a property that is not described differs too."""
    rules = {name: rule for name, rule in schema.items() if name not in SAID}
    kind = rules.pop("type", None)
    if kind is not None and not _is(kind, value):
        return [f"{place}: {value!r} is not of type {kind}"]
    found = _names(document, rules, value, place) if kind == "object" else []
    for name in rules.keys() - {"additionalProperties", "required"}:
        found += RULES[name](document, rules[name], value, place)
    return found


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, int | float) if kind == "number" else isinstance(value, KINDS[kind])


def _ref(document: Document, rule: str, value: Any, place: str) -> list[str]:
    part: Any = document
    for name in rule.removeprefix("#/").split("/"):
        part = part[name]
    return faults(document, part, value, place)


def _any_of(document: Document, rule: list[Any], value: Any, place: str) -> list[str]:
    tried = [faults(document, schema, value, place) for schema in rule]
    return [] if [] in tried else tried[0]


def _enum(document: Document, rule: list[Any], value: Any, place: str) -> list[str]:
    return [] if value in rule else [f"{place}: {value!r} is not one of {rule}"]


def _pattern(document: Document, rule: str, value: Any, place: str) -> list[str]:
    return [] if re.search(rule, str(value)) else [f"{place}: {value!r} does not match {rule}"]


def _items(document: Document, rule: Mapping[str, Any], value: Any, place: str) -> list[str]:
    return [fault for n, one in enumerate(value) for fault in faults(document, rule, one, f"{place}[{n}]")]


def _properties(document: Document, rule: Mapping[str, Any], value: Any, place: str) -> list[str]:
    return [
        fault
        for name, schema in rule.items()
        if name in value
        for fault in faults(document, schema, value[name], f"{place}.{name}")
    ]


def _names(document: Document, rules: Mapping[str, Any], value: Mapping[str, Any], place: str) -> list[str]:
    missing = [f"{place}.{name}: missing" for name in rules.get("required", ()) if name not in value]
    more = [name for name in value if name not in rules.get("properties", {})]
    open_to = rules.get("additionalProperties")
    if isinstance(open_to, Mapping):
        return missing + [fault for name in more for fault in faults(document, open_to, value[name], f"{place}.{name}")]
    return missing + [f"{place}.{name}: not described" for name in more]


RULES = {
    "$ref": _ref,
    "anyOf": _any_of,
    "enum": _enum,
    "pattern": _pattern,
    "items": _items,
    "properties": _properties,
}
