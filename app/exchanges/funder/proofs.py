"""The rows of « Preuves »: what this file is, from which versions and which answers, and its own digest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from app.exchanges.funder.published import Published
from evaluation import FORMULA_VERSION
from imports.export.sheets import Row, Value

DIGEST_ROW = 2


@dataclass(frozen=True)
class Proof:
    """`facts`: (what, value); `grids`: (reference, SHA-256 of its file); `key`: the one of the file."""

    facts: Sequence[tuple[str, str]]
    grids: Sequence[tuple[str, str]]
    results: Iterable[Published]
    key: bytes


def proof_rows(proof: Proof, digest: Callable[[], str]) -> Iterator[Row]:
    """The digest first, read when every other sheet is written."""
    yield _fact("Empreinte des chiffres de ce classeur", digest())
    for name, value in proof.facts:
        yield _fact(name, value)
    yield _fact("Formule", FORMULA_VERSION)
    for reference, sha256 in proof.grids:
        yield _fact("Fichier de la grille", sha256, grid=reference)
    for own in proof.results:
        yield _result(own, proof.key)


def _fact(name: str, value: str, grid: str | None = None) -> Row:
    return name, value, None, None, None, None, None, None, None, grid


def _result(own: Published, key: bytes) -> tuple[Value, ...]:
    coverage = None if own.coverage is None else 100 * own.coverage
    participation = None if own.participation is None else 100 * own.participation
    kept_back = "" if own.profiles else "\u00a0: non communiquées, promises à l’alliance seule"
    what = f"Réponses d’une campagne, formule {own.formula}{kept_back}"
    return (
        what, sealed(own, key), own.code, own.label, own.held_on,
        own.sequence, len(own.profiles), participation, coverage, own.grid,
    )  # fmt: skip


def sealed(own: Published, key: bytes) -> str:
    """The digest of the answers, sealed by the key of the file.

    As it is, it would let someone who knows the partners try which one gave which numbered answers.
    """
    return blake2b(own.digest.encode(), key=key, digest_size=32).hexdigest()
