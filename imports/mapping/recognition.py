"""Which column holds which field of one kind, for one header row, and how sure that is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from imports.columns import header_key
from imports.kinds.identity import ID, IDENTITY, SEEN
from imports.mapping.candidates import Candidate
from imports.mapping.contents import Samples, by_content, could_be, reads
from imports.mapping.headings import Heading, Headings
from imports.mapping.names import SURE, Match, Names, Strength

Remembered = Mapping[tuple[str, str], str]
"""What people decided on earlier files: (kind, key of a heading) → its field, empty for a column left aside."""
Claim = tuple[Match, int]
IDENTITY_FIELDS = frozenset(column.field for column in IDENTITY)
REQUIRED_WEIGHT, NEARLY_WEIGHT, MISSING_WEIGHT = 3.0, 0.5, 2.0


@dataclass
class Recognition:
    """`doubts` are fields someone had better look at; `rivals` are other columns that name a field already placed."""

    candidate: Candidate
    places: dict[str, int] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)
    rivals: set[int] = field(default_factory=set)
    aside: set[int] = field(default_factory=set)

    @property
    def missing(self) -> frozenset[str]:
        return self.candidate.required - self.places.keys()

    @property
    def fits(self) -> bool:
        """At least two columns, and half of the required ones."""
        return len(self.places) >= 2 and len(self.missing) * 2 <= len(self.candidate.required)

    @property
    def fits_without_names(self) -> bool:
        """What cells hold says less than headings: more than half of the required columns."""
        return len(self.places) >= 2 and len(self.missing) * 2 < len(self.candidate.required)

    @property
    def fits_without_headings(self) -> bool:
        """The same among the columns that cells can show: without a heading a plain text may be anything."""
        shown = self.candidate.required & self.candidate.narrowness.keys()
        return len(self.places) >= 2 and len(self.missing & shown) * 2 < len(shown)

    @property
    def found_score(self) -> float:
        return sum(self._weight(each) for each in self.places)

    @property
    def score(self) -> float:
        return self.found_score - MISSING_WEIGHT * len(self.missing)

    def _weight(self, name: str) -> float:
        weight = REQUIRED_WEIGHT if name in self.candidate.required else 1.0
        return weight * NEARLY_WEIGHT if name in self.doubts else weight


def by_name(
    candidate: Candidate, names: Names, headings: Headings, remembered: Remembered, samples: Samples
) -> Recognition:
    """Each field goes to the column that names it best, among those equally named to the one whose cells are read."""
    found = Recognition(candidate)
    named: dict[str, list[Claim]] = {}
    for column, heading in headings.items():
        said = remembered.get((candidate.kind, header_key(heading.text)))
        if said == "":
            found.aside.add(column)
        elif match := _match(said, candidate, names, heading):
            named.setdefault(match.field, []).append((match, column))
    _drop_lone_identity(named)
    columns = {column.field: column for column in candidate.columns}
    for name, claims in named.items():
        if len(claims) > 1:
            claims.sort(key=lambda claim: (not reads(columns[name], samples.get(claim[1], ())), *claim))
        _place(found, name, claims)
    return found


def add_by_spelling(found: Recognition, names: Names, headings: Headings) -> None:
    for column, heading in _free(found, headings):
        for match in names.nearly(heading.text):
            if match.field not in found.places and match.field not in IDENTITY_FIELDS:
                found.places[match.field] = column
                found.doubts.add(match.field)


def add_by_content(found: Recognition, columns: Iterable[int], samples: Samples) -> None:
    taken = {*found.places.values(), *found.aside, *found.rivals}
    missing = [each for each in found.candidate.columns if _is_missing(found, each.field)]
    free = [column for column in columns if column not in taken]
    placed = by_content(missing, free, samples, found.candidate.narrowness)
    found.places |= placed
    found.doubts |= placed.keys()


def is_something_left(found: Recognition, headings: Headings, samples: Samples) -> bool:
    """Whether a column not recognised holds what a field still without a column could be."""
    missing = [each for each in found.candidate.columns if _is_missing(found, each.field)]
    return any(could_be(missing, samples.get(column, ())) for column, _ in _free(found, headings))


def _match(said: str | None, candidate: Candidate, names: Names, heading: Heading) -> Match | None:
    if said is not None and said in {column.field for column in candidate.columns}:
        return Match(Strength.REMEMBERED, 0, said)
    return min((match for name in heading.names for match in names.matches(name)), default=None)


def _drop_lone_identity(named: dict[str, list[Claim]]) -> None:
    """« Identifiant » alone is someone's own numbering; with « Version » it comes from our templates."""
    if not {ID.field, SEEN.field} <= named.keys():
        for name in IDENTITY_FIELDS:
            named.pop(name, None)


def _place(found: Recognition, name: str, claims: list[Claim]) -> None:
    (match, column), *others = claims
    rivals = {other for rival, other in others if rival.strength <= max(match.strength, SURE)}
    found.places[name] = column
    found.rivals |= rivals
    if match.strength > SURE or (rivals and match.strength is not Strength.REMEMBERED):
        found.doubts.add(name)


def _free(found: Recognition, headings: Headings) -> Iterator[tuple[int, Heading]]:
    taken = {*found.places.values(), *found.aside, *found.rivals}
    return ((column, heading) for column, heading in headings.items() if column not in taken)


def _is_missing(found: Recognition, name: str) -> bool:
    return name not in found.places and name not in IDENTITY_FIELDS
