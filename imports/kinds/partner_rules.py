"""What must hold of the partners of a project: one carrier at a time, nobody leaves before joining."""

from collections import defaultdict
from collections.abc import Sequence

from imports.kinds.kind import Decided
from imports.projects.profiles import guesses
from imports.records.entity import Entity, Records, Values

CARRIER = "porteur"
OTHER_ORGANISATION = "l’organisation de ce partenaire, ou une ligne nouvelle, sans identifiant, pour une autre"
ONE_CARRIER = "un seul porteur à la fois\u202f; «\u00a0{name}\u00a0» l’est {where}"


def rules(decided: Decided, records: Records) -> None:
    before, after = decided.before, decided.after
    if before is not None and before["organisation_id"] != after["organisation_id"]:
        decided.row.refuse("organisation", OTHER_ORGANISATION)
    joined, left = after["joined_on"], after["left_on"]
    if joined and left and left < joined:
        name = "left_on" if decided.row["left_on"] else "joined_on"
        expected = f"une date de sortie qui suit l’entrée, le {joined:%d/%m/%Y}"
        decided.row.refuse(
            name, expected if name == "left_on" else f"une date d’entrée avant la sortie, le {left:%d/%m/%Y}"
        )


def whole(decided: Sequence[Decided], records: Records) -> None:
    _one_carrier(decided, records)
    _tell_made(decided, records)
    _tell_numbers(decided, records)


def _one_carrier(decided: Sequence[Decided], records: Records) -> None:
    """Counted among those who have not left, once every row has been heard: a handover takes two rows, in any order."""
    own = {each.after.id: each for each in decided}
    carriers: dict[object, list[Entity]] = defaultdict(list)
    for partner in records.all("partner"):
        if _carries(partner.values):
            carriers[partner["project_id"]].append(partner)
    for present in carriers.values():
        kept = min(present, key=lambda partner: _seniority(own.get(partner.id)))
        for partner in present:
            if partner is not kept and partner.id in own:
                _refuse_second(own[partner.id], kept, own.get(kept.id), records)


def _carries(values: Values) -> bool:
    return values.get("role_code") == CARRIER and values.get("left_on") is None


def _seniority(decided: Decided | None) -> int:
    """Who carries the project already comes first, even where the sheet says it again."""
    if decided is None:
        return 0
    return 1 if decided.before is not None and _carries(decided.before.values) else 2


def _refuse_second(decided: Decided, kept: Entity, kept_row: Decided | None, records: Records) -> None:
    organisation = records.get("organisation", kept["organisation_id"])
    where = f"à la ligne {kept_row.row.number}" if kept_row else "déjà"
    name = organisation["name"] if organisation else ""
    decided.row.refuse("role_code", ONE_CARRIER.format(name=name, where=where))


def _tell_made(decided: Sequence[Decided], records: Records) -> None:
    """Organisations created on the way are told together, with what their names let guess."""
    makers = [each.row for each in decided if each.row.made]
    made = [entity for row in makers for ref in row.made if (entity := records.get(ref.table, ref))]
    if made:
        makers[0].note(f"Organisations qui n’étaient pas connues, créées avec leur nom\u00a0: {_listed(made)}.")
    for sentence in guesses((each["name"], each["profile_code"]) for each in made):
        makers[0].note(sentence)


def _tell_numbers(decided: Sequence[Decided], records: Records) -> None:
    """A sheet of partners recognises by a number; only a sheet of organisations writes it on a recorded one."""
    lacking: dict[object, tuple[Decided, Entity]] = {}
    for each in decided:
        found = records.get("organisation", each.after["organisation_id"])
        if found and not found.is_new and any(each.row[name] and not found[name] for name in ("siren", "siret")):
            lacking.setdefault(found.id, (each, found))
    if lacking:
        names = _listed([organisation for _, organisation in lacking.values()])
        first, _ = next(iter(lacking.values()))
        first.row.note(f"Numéros absents de leur fiche, à y porter par une feuille d’organisations\u00a0: {names}.")


def _listed(made: Sequence[Entity], shown: int = 5) -> str:
    names = ", ".join(f"«\u00a0{each['name']}\u00a0»" for each in made[:shown])
    more = len(made) - shown
    return names if more < 1 else f"{names} et {more}\u00a0{'autre' if more == 1 else 'autres'}"
