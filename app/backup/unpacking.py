"""Reading a backup to its end, every digest checked, before anything is touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.backup.keys import SEALED, Identity
from app.backup.manifest import Manifest, read_manifest
from app.backup.packing import DUMP, MANIFEST, Part, unpack
from app.backup.sealing import opened
from app.errors import Refused

BARE = b"PGDMP"  # a dump of PostgreSQL alone: what the first versions wrote
TAR = b"base.dump\0"
ALTERED = "Le fichier est abîmé\u202f: {} ne correspond plus à son empreinte."


@dataclass(frozen=True)
class Unpacked:
    """`manifest`: none for a backup of the first versions, which holds the database alone."""

    file: Path
    dump: Path
    documents: Path
    manifest: Manifest | None


def unpacked(file: Path, folder: Path, identities: Sequence[Identity] = ()) -> Unpacked:
    """Put the parts in `folder`. Refuses a file that is cut, altered, sealed for another key, or not a backup."""
    if not file.is_file():
        raise Refused(f"Le fichier «\u00a0{file}\u00a0» n’existe pas.")
    with file.open("rb") as start:
        head = start.read(len(SEALED))
    if head.startswith(BARE):
        return Unpacked(file, file, folder / "documents", None)
    if not head.startswith((SEALED, TAR)):
        raise Refused(f"Le fichier «\u00a0{file}\u00a0» n’est pas une sauvegarde lisible.")
    with opened(file, identities) as stream:
        parts = {part.name: part for part in unpack(stream, folder)}
    manifest = read_manifest(folder / MANIFEST)
    _check(parts, manifest)
    return Unpacked(file, folder / DUMP, folder / "documents", manifest)


def _check(parts: dict[str, Part], manifest: Manifest) -> None:
    dump = parts.get(DUMP)
    if dump is None or manifest.dump != {"size": dump.size, "sha256": dump.sha256}:
        raise Refused(ALTERED.format("la base"))
    held = {part.name.rpartition("/")[2]: part for part in parts.values() if part.name.startswith("documents/")}
    for sha256, part in held.items():
        if part.sha256 != sha256:
            raise Refused(ALTERED.format(f"le document {sha256[:12]}…"))
    if {sha256: part.size for sha256, part in held.items()} != manifest.documents:
        raise Refused("Le fichier est incomplet\u202f: ses documents ne sont pas ceux qu’il annonce.")
