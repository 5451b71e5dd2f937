"""The child process: bounds itself, reads one file on its input, writes what it holds as JSON on its output.

It is started by `imports.sandbox` and never imported by anything else: a hostile file can only harm this process.
"""

import json
import resource
import sys

from imports.archive import ENCRYPTED, check_archive
from imports.delimited import read_delimited
from imports.errors import UnreadableFile
from imports.limits import CPU_SECONDS, MEMORY_BYTES

ZIP_MARK = b"PK\x03\x04"
COMPOUND_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

OLD_EXCEL = "Ce fichier est au format .xls d’avant 2007\u202f: enregistrez-le au format .xlsx."
TOO_GREEDY = "Ce classeur demande trop de mémoire pour être lu\u202f: séparez-le en plusieurs."


def main() -> None:
    bound_this_process()
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)


def bound_this_process() -> None:
    """Memory, processor time, and no writing of any file; the wall clock is watched by the parent."""
    _bound(resource.RLIMIT_AS, MEMORY_BYTES)
    _bound(resource.RLIMIT_CPU, CPU_SECONDS)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)


def _bound(limit: int, value: int) -> None:
    """A machine may already allow less: a limit is lowered, never raised."""
    _, ceiling = resource.getrlimit(limit)
    bounded = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
    resource.setrlimit(limit, (bounded, bounded))


def answer(content: bytes) -> dict[str, object]:
    try:
        return read(content)
    except UnreadableFile as refusal:
        return {"refusal": refusal.sentence}
    except MemoryError:
        return {"refusal": TOO_GREEDY}


def read(content: bytes) -> dict[str, object]:
    if content.startswith(COMPOUND_MARK):
        raise UnreadableFile(ENCRYPTED if ENCRYPTED_STREAM in content else OLD_EXCEL)
    if not content.startswith(ZIP_MARK):
        return read_delimited(content)
    check_archive(content)
    from imports.spreadsheet import read_spreadsheet  # openpyxl n’est chargé que pour un classeur

    return read_spreadsheet(content)


if __name__ == "__main__":
    main()
