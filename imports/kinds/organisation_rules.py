"""What must hold of an organisation's numbers, its profile when nobody says it, its name when the row is only close."""

from collections.abc import Sequence

from app.partners.identifiers import rna_warning
from imports.kinds.kind import Decided, ReadRow
from imports.matching.mention import TABLE, by_rna, by_siren, by_siret
from imports.projects.profiles import guessed_profile, guesses
from imports.records.entity import Entity, Key, Records, Values
from imports.words import folded

OTHER_SIREN = "un SIRET qui commence par le SIREN, {siren}"
NUMBER_KEYS = (by_siret, by_siren, by_rna)


def own_siren(values: Values) -> str | None:
    return values.get("siren")


def own_rna(values: Values) -> str | None:
    return values.get("rna")


UNIQUE: dict[str, Key] = {"siren": own_siren, "siret": by_siret, "rna": own_rna}


def refuse_other_siren(row: ReadRow) -> None:
    """Both numbers of a row are those of one legal body."""
    siren, siret = row["siren"], row["siret"]
    if siren and siret and not siret.startswith(siren):
        row.refuse("siret", OTHER_SIREN.format(siren=siren))


def rules(decided: Decided, records: Records) -> None:
    _keep_name(decided)
    _complete(decided)
    _refuse_recorded_siren(decided)
    for name, key in UNIQUE.items():
        _refuse_taken(decided, records, name, key)
    if "rna" in decided.changed and (warning := rna_warning(decided.after["rna"])):
        decided.row.note(warning, "rna")


def whole(decided: Sequence[Decided], records: Records) -> None:
    """All the guesses are told at once."""
    guessed = [each for each in decided if each.before is None and "profile_code" not in each.said]
    for sentence in guesses((each.after["name"], each.after["profile_code"]) for each in guessed):
        guessed[0].row.note(sentence)


def _keep_name(decided: Decided) -> None:
    """Another spelling, or a name someone said to be this one, renames nothing; only a number or a template does."""
    before, row = decided.before, decided.row
    if before is None or row["id"] is not None:
        return
    is_spelling = folded(decided.after["name"]) == folded(before["name"])
    if is_spelling or not _share_a_number(decided.said, before):
        decided.settle(name=before["name"])


def _share_a_number(said: Values, before: Entity) -> bool:
    return any(key(said) is not None and key(said) == key(before.values) for key in NUMBER_KEYS)


def _complete(decided: Decided) -> None:
    if decided.after["siren"] is None and "siret" in decided.changed and decided.after["siret"]:
        decided.settle(siren=decided.after["siret"][:9])
    if decided.before is None and "profile_code" not in decided.said:
        decided.settle(profile_code=guessed_profile(decided.after["name"]))


def _refuse_recorded_siren(decided: Decided) -> None:
    """The number that the row leaves out is the recorded one."""
    siren, siret = decided.after["siren"], decided.after["siret"]
    if siren and siret and not siret.startswith(siren):
        if decided.row["siret"]:
            decided.row.refuse("siret", OTHER_SIREN.format(siren=siren))
        else:
            decided.row.refuse("siren", f"le SIREN par lequel commence le SIRET de l’organisation, {siret}")


def _refuse_taken(decided: Decided, records: Records, name: str, key: Key) -> None:
    for other in records.matching(TABLE, key, key(decided.after.values)):
        if other.id != decided.after.id and name in decided.changed:
            word = name.upper()
            decided.row.refuse(
                name if decided.row[name] else "siret",
                f"un {word} qui n’est pas celui de «\u00a0{other['name']}\u00a0»",
            )
            return
