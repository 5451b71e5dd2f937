"""One organisation per real one: spellings that differ by case, accents or spaces are joined, and so are two names
with the same SIREN. Two SIREN under one name are two legal bodies: they stay two, and a note proposes to look.
What is recorded already is recognised as in every sheet, by SIREN first, by name next; a close name is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imports.findings import Findings
from imports.projects.columns import FollowUpColumns
from imports.projects.existing import ExistingOrganisation
from imports.projects.mentions import Mentions
from imports.projects.planned import PlannedOrganisation, State
from imports.projects.profiles import guessed_profile
from imports.projects.rows import MilestoneRow, ProjectRow
from imports.records.entity import Entity, Records
from imports.words import folded


@dataclass
class Directory:
    """The organisations of the workbook by key. `aliases` leads another name to the key kept for it."""

    columns: FollowUpColumns
    findings: Findings
    mentions: dict[str, Mentions] = field(default_factory=lambda: defaultdict(Mentions))
    carriers: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    by_siren: dict[str, str] = field(default_factory=dict)
    planned: dict[str, PlannedOrganisation] = field(default_factory=dict)

    def key_of(self, name: str) -> str:
        key = folded(name)
        return self.aliases.get(key, key)

    def carrier_of(self, row: ProjectRow) -> PlannedOrganisation:
        return self.planned[self.carrier_key(row)]

    def carrier_key(self, row: ProjectRow) -> str:
        key = self.carriers[row.code]
        return self.aliases.get(key, key)

    def add_carrier(self, row: ProjectRow) -> None:
        key = self._key_by_siren(row, row.siret) if row.siret else folded(row.carrier)
        self.carriers[row.code] = key
        self.mentions[key].add(row.carrier, row, self.columns.carrier)

    def add_partners(self, row: ProjectRow) -> None:
        for name in row.partners:
            self.mentions[self.key_of(name)].add(name, row, self.columns.partners)

    def add_responsible(self, row: MilestoneRow) -> None:
        """A name met only as a responsible is no organisation of its own; it can still show how a name is written."""
        key = self.key_of(row.responsible or "")
        if row.responsible and key in self.mentions:
            self.mentions[key].spellings.append(row.responsible)

    def _key_by_siren(self, row: ProjectRow, siret: str) -> str:
        name_key = folded(row.carrier)
        key = self.by_siren.get(siret[:9])
        if key is None:
            key = self.by_siren[siret[:9]] = self._first_key(row, name_key, siret)
        elif key.split(" (")[0] != name_key:
            self.aliases.setdefault(name_key, key)
            self._tell(
                row, f"{_quoted(row.carrier, self.mentions[key].name)} ont le même SIREN\u202f: une organisation."
            )
        mentions = self.mentions[key]
        mentions.siret = mentions.siret or siret
        if mentions.siret != siret:
            self._tell(
                row, f"{_quoted(row.carrier)} a deux établissements\u202f; le SIRET {mentions.siret} est retenu."
            )
        return key

    def _first_key(self, row: ProjectRow, name_key: str, siret: str) -> str:
        if name_key not in self.aliases and self.mentions[name_key].may_be(siret[:9]):
            return name_key
        told = f"{_quoted(row.carrier)} a déjà un autre SIREN plus haut\u202f: deux organisations, à vérifier."
        self._tell(row, told)
        return f"{name_key} ({siret[:9]})"

    def _tell(self, row: ProjectRow, sentence: str) -> None:
        self.findings.note(row.source.sheet.title, row.source.reference(self.columns.siret), sentence)

    def recognise(self, existing: Iterable[ExistingOrganisation], records: Records) -> None:
        """Decides for each organisation whether it is new, known, or known and completed by a SIRET."""
        recorded = {each.id: each for each in existing}
        for each in recorded.values():
            if records.get("organisation", each.id) is None:
                records.put(_entity(each))
        taken: dict[int, str] = {}
        # Celles qui donnent un SIRET d’abord : une autre graphie de la même les rejoint ensuite.
        for key, mentions in sorted(self.mentions.items(), key=lambda item: item[1].siret is None):
            if key not in self.aliases and mentions.spellings:
                self._recognise(key, mentions, recorded, taken, records)
        self.planned = {key: self.planned[key] for key in self.mentions if key in self.planned}

    def _recognise(
        self,
        key: str,
        mentions: Mentions,
        recorded: Mapping[int, ExistingOrganisation],
        taken: dict[int, str],
        records: Records,
    ) -> None:
        match = records.organisations.match(mentions.as_one())
        known = recorded[match.entity.id] if match.entity else None
        first = taken.setdefault(known.id, key) if known else self._same_as(key, match.same_as)
        if known and first == key:
            self.planned[key] = _completed(key, mentions, known)
        elif first != key and self.mentions[first].may_be(mentions.siren):
            self.aliases[key] = first
        else:
            self.planned[key] = _new(key, mentions)

    def _same_as(self, key: str, other: str) -> str:
        """The key of the name of this file that someone said is the same, when it is still there."""
        first = self.key_of(other)
        return first if first in self.planned else key


def _new(key: str, mentions: Mentions) -> PlannedOrganisation:
    name = mentions.name
    return PlannedOrganisation(key, name, guessed_profile(name), mentions.siren, mentions.siret, None, State.NEW)


def _completed(key: str, mentions: Mentions, known: ExistingOrganisation) -> PlannedOrganisation:
    """What is recorded stays, an identifier is only ever added."""
    siret = known.siret or mentions.siret
    siren = known.siren or mentions.siren
    state = State.SAME if (siren, siret) == (known.siren, known.siret) else State.CHANGED
    return PlannedOrganisation(key, known.name, known.profile_code, siren, siret, known.id, state)


def _entity(known: ExistingOrganisation) -> Entity:
    names = ("name", "profile_code", "siren", "siret", "rna", "commune_id")
    return Entity("organisation", known.id, {name: getattr(known, name) for name in names})


def _quoted(*names: str) -> str:
    return " et ".join(f"«\u00a0{name}\u00a0»" for name in dict.fromkeys(names))
