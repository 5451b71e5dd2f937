"""An example of a whole content, made of the examples of its fields."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
OF_FORMAT = {"date": "2026-03-15", "date-time": "2026-03-15T09:30:00Z"}
OF_TYPE = {"integer": 1, "number": 62.5, "boolean": True, "null": None, "string": ""}


def example_of(document: Schema, schema: Schema) -> Any:
    """Every property is there, each list has one item."""
    if "$ref" in schema:
        return example_of(document, _found(document, schema["$ref"]))
    for word in ("examples", "enum"):
        if schema.get(word):
            return schema[word][0]
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return example_of(document, schema["anyOf"][0])
    return _of_type(document, schema)


def _of_type(document: Schema, schema: Schema) -> Any:
    kind = schema.get("type")
    if kind == "array":
        return [example_of(document, schema["items"])]
    if kind == "object":
        return _of_object(document, schema)
    return OF_FORMAT.get(schema.get("format", ""), OF_TYPE.get(str(kind)))


def _of_object(document: Schema, schema: Schema) -> dict[str, Any]:
    properties = {name: example_of(document, part) for name, part in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties")
    if not properties and isinstance(others, Mapping):
        return {"innovation": example_of(document, others)}
    return properties


def _found(document: Schema, reference: str) -> Any:
    part: Any = document
    for name in reference.removeprefix("#/").split("/"):
        part = part[name]
    return part
