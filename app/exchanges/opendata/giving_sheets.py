"""The spreadsheet of 360Giving: one line a grant, places and themes on sheets of their own, the package in « Meta »."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.exchanges.opendata.giving import Json
from app.exchanges.opendata.schemas import giving_schema
from imports.export.opendata import PlainSheet, PlainValue

Path = tuple[str, ...]
GRANT: tuple[Path, ...] = (
    ("id",), ("title",), ("description",), ("currency",), ("amountAwarded",), ("amountDisbursed",), ("awardDate",),
    ("plannedDates", "startDate"), ("plannedDates", "endDate"), ("recipientOrganization", "id"),
    ("recipientOrganization", "name"), ("recipientOrganization", "addressLocality"),
    ("recipientOrganization", "addressCountry"), ("fundingOrganization", "id"), ("fundingOrganization", "name"),
    ("grantProgramme", "code"), ("grantProgramme", "title"), ("dateModified",), ("dataSource",),
)  # fmt: skip
SEVERAL = {
    "beneficiaryLocation": ("name", "countryCode", "geoCode", "geoCodeType"),
    "classifications": ("vocabulary", "code", "title"),
}
META: tuple[Path, ...] = (
    ("version",), ("title",), ("description",), ("issued",), ("identifier",), ("publisher", "identifier"),
    ("publisher", "name"), ("publisher", "website"),
)  # fmt: skip


def sheets_of(package: Json) -> list[PlainSheet]:
    """« grants » is the name by which the tools of the standard know the main sheet."""
    grants = package["grants"]
    main = PlainSheet("grants", [titled(path) for path in GRANT], ([at(g, path) for path in GRANT] for g in grants))
    return [main, *(several(name, grants) for name in SEVERAL), meta(package)]


def several(name: str, grants: Iterable[Json]) -> PlainSheet:
    """Each line begins with the identifier of its grant."""
    columns = SEVERAL[name]
    headers = [titled(("id",)), *(titled((name, column)) for column in columns)]
    rows: Iterable[list[PlainValue]] = (
        [grant["id"], *(item[column] for column in columns)] for grant in grants for item in grant.get(name, ())
    )
    return PlainSheet(title_of((name,)), headers, rows)


def meta(package: Json) -> PlainSheet:
    """Names on the left, values on the right, without a header."""
    rows = [[titled(path, package_schema()), value] for path in META if (value := at(package, path)) is not None]
    return PlainSheet("Meta", (), rows)


def at(record: Json, path: Path) -> PlainValue:
    """The value at a path, of the first item where the standard has a list."""
    value: Any = record
    for name in path:
        value = value[0] if isinstance(value, list) else value
        value = value.get(name) if isinstance(value, Mapping) else None
    return value  # type: ignore[no-any-return]


def package_schema() -> Json:
    return giving_schema()


def grant_schema() -> Json:
    found: Json = giving_schema()["$defs"]["Grant"]
    return found


def titled(path: Path, schema: Json | None = None) -> str:
    """« Recipient Org:Name »: the titles of the schema, joined as its tools read them."""
    return ":".join(title_of(path[: depth + 1], schema) for depth in range(len(path)))


def title_of(path: Path, schema: Json | None = None) -> str:
    *_, last = walked(path, schema or grant_schema())
    return str(last["title"])


def walked(path: Path, schema: Json) -> Iterator[Json]:
    for name in path:
        schema = schema["properties"][name]
        yield schema
        inner = schema.get("items", schema)
        schema = giving_schema()["$defs"][inner["$ref"].rsplit("/", 1)[1]] if "$ref" in inner else inner
